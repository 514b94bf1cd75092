import { UnattendError } from '../errors.js';
import { encodeKey, encodePaste } from '../terminal/keys.js';
import type { LookPort } from './drawn.js';
import type { Stage } from './stage.js';
import type { Task } from './task.js';

/** A text to type, as an answer has it. */
export interface Written {
  readonly text: string;
  readonly hasEnter: boolean;
  readonly isClearing: boolean;
}

/** Bytes a line may have in a terminal's line mode: 4096 with the line end (Linux, N_TTY_BUF_SIZE). */
const longestLineBytes = 4095;

/** Types text and keys into a program as its terminal takes them. */
export class Typist {
  readonly #program: Stage;

  constructor(program: Stage) {
    this.#program = program;
  }

  /** Types text as a person would, in one piece, and tells of it. */
  type(text: string, isEchoed = true): void {
    this.typeUntold(text, isEchoed);
    this.#program.tell({ kind: 'typed', text });
  }

  /** The same of text that nobody is told of. */
  typeUntold(text: string, isEchoed = true): void {
    this.#program.write(Buffer.from(text), isEchoed ? text : '');
  }

  press(keys: readonly string[]): void {
    if (keys.length === 0) return;
    const { isApplicationCursor } = this.#program.reading.unspent.view;
    this.type(keys.map((key) => encodeKey(key, { isApplicationCursor }) ?? '').join(''));
  }

  /**
   * Ctrl-U erases the line in readline and in a terminal's line mode (VKILL); several lines are a paste where the program asked
   * to be told of pastes.
   */
  textOf({ text, hasEnter, isClearing }: Written): string {
    const { isBracketedPaste } = this.#program.reading.unspent.view;
    return `${isClearing ? '\x15' : ''}${encodePaste(text, { isBracketedPaste })}${hasEnter ? '\r' : ''}`;
  }

  /** How to see what the program makes of what is typed. */
  get output(): LookPort {
    const { clock, terminal } = this.#program;
    return {
      clock,
      listen: (listener) => this.#program.listen(listener),
      waitState: () => terminal.waitState({ looks: 1 }),
    };
  }

  /** A line mode terminal drops what of a line does not fit. */
  mustFit(text: string, { engine, exchange }: Task): void {
    if (isFitting(text)) return;
    const evidence = engine.evidence(this.#program.clock.nowMs(), exchange);
    const [bytes, limitBytes] = [longestLine(text), longestLineBytes];
    throw new UnattendError('ANSWER_TOO_LONG', { ...evidence, bytes, limitBytes });
  }
}

/** Whether every line of a text fits into a terminal's line mode. */
export function isFitting(text: string): boolean {
  return longestLine(text) <= longestLineBytes;
}

const longestLine = (text: string): number =>
  text.length * 3 <= longestLineBytes
    ? text.length
    : Math.max(...text.split(/(?<=[\r\n])/).map((line) => Buffer.byteLength(line)));
