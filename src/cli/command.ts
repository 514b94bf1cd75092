import type { Command } from 'commander';
import type { Output } from './output.js';
import type { ShownWords } from './shown-words.js';

/** One command: how it is declared, and what it does. */
export interface CliCommand {
  readonly declare: (command: Command) => Command;
  /** Returns the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

interface Invocation {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly output: Output;
  /** Shows command lines; to be told of secrets as soon as they are known. */
  readonly words: ShownWords;
}
