import type { Command } from 'commander';
import type { Output } from './output.js';

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
}
