import type { Terminal as Emulator } from '@xterm/headless';
import { createRequire } from 'node:module';
import type { Screen, ScreenMark } from '../screen.js';
import { useCellWidths } from './emulator-widths.js';
import { PendingOutput } from './pending-output.js';
import { type ScreenModes, trackModes } from './screen-modes.js';
import { linesOf } from './screen-snapshot.js';
import { createSettings, droppable, harmlessStretches } from './skippable-output.js';
import { answerQueries } from './terminal-replies.js';
import type { TerminalSize } from './terminal.js';

/** What a terminal would show and reply, given a program's output. One per terminal; everything keeps the order of the calls. */
export interface ScreenEmulator {
  /** Takes output. Cheap: bytes are kept, and parsed in large batches or when somebody looks, as far as they can be seen. */
  push(bytes: Uint8Array): void;
  /** Parses what is pending and returns what the terminal shows now. */
  snapshot(): Promise<Screen>;
  /** Where the output is now: what the terminal showed there is known once somebody has looked, and costs nothing until then. */
  mark(): ScreenMark;
  /** The new size holds for what is pushed from now on. */
  resize(size: TerminalSize): void;
  /** Parses what is pending, so that replies to the queries in it are made. */
  flush(): Promise<void>;
  dispose(): void;
}

export interface ScreenEmulatorSpec extends TerminalSize {
  /** Gets each reply to a query, in order: bytes to be typed. Called from `push`, `flush`, `snapshot` and `resize`. */
  readonly onReply: (reply: string) => void;
}

export function createScreenEmulator(spec: ScreenEmulatorSpec): ScreenEmulator {
  return new HeadlessScreen(spec);
}

/** When so much is pending it is parsed or dropped: at 5 MB/s, 50 ms of work. */
const batchSize = 256 * 1024;

/** Loaded when output is parsed for the first time: it costs some 40 ms, and many programs are never looked at. */
function newEmulator({ columns, rows }: TerminalSize): Emulator {
  const headless = createRequire(import.meta.url)('@xterm/headless') as typeof import('@xterm/headless');
  // No scrollback: what has left the screen must not come back with a resize (skippable-output.ts).
  const emulator = new headless.Terminal({
    cols: columns,
    rows,
    scrollback: 0,
    allowProposedApi: true,
    logLevel: 'off',
  });
  useCellWidths(emulator);
  return emulator;
}

class HeadlessScreen implements ScreenEmulator {
  #size: TerminalSize;
  #parser: { readonly emulator: Emulator; readonly modes: ScreenModes } | undefined;
  readonly #settingsOf = createSettings();
  readonly #onReply: (reply: string) => void;
  /** Made while parsing, told afterwards: whoever hears one may push more. */
  readonly #replies: string[] = [];
  /** Output nobody looked at yet. */
  readonly #pending = new PendingOutput(batchSize + 64 * 1024);
  /** Whether the emulator's parser is certainly in its ground state before what is pending. */
  #isGround = true;
  /** The last mark, while it has no screen, and how much of what is pending lies before it. */
  #marked: { readonly mark: { screen: Screen | undefined }; at: number } | undefined;
  /** What was shown when somebody looked last, while nothing was pushed since. */
  #shown: Screen | undefined;
  /** What the emulator has not finished, first what is being parsed: it holds the end of at most one colour query. */
  readonly #unparsed: Buffer[] = [];

  constructor({ columns, rows, onReply }: ScreenEmulatorSpec) {
    this.#size = { columns, rows };
    this.#onReply = onReply;
  }

  get #emulator(): Emulator {
    return this.#parsing().emulator;
  }

  #parsing(): { readonly emulator: Emulator; readonly modes: ScreenModes } {
    if (this.#parser !== undefined) return this.#parser;
    const emulator = newEmulator(this.#size);
    this.#parser = { emulator, modes: trackModes(emulator) };
    emulator.onData((reply) => {
      if (reply !== '') this.#replies.push(reply);
    });
    answerQueries(emulator, {
      piece: () => this.#unparsed[0] ?? Buffer.alloc(0),
      reply: (reply) => this.#replies.push(reply),
    });
    return this.#parser;
  }

  push(bytes: Uint8Array): void {
    this.#pending.push(bytes);
    this.#shown = undefined;
    if (this.#pending.size < batchSize) return;
    this.#shrink();
    this.#tellReplies();
  }

  async snapshot(): Promise<Screen> {
    await this.flush();
    const screen = this.#look();
    if (this.#unparsed.length > 0) return screen;
    // Something was typed while the parser was at work: what it had then was all of this.
    if (this.#marked?.at === 0) {
      this.#marked.mark.screen = screen;
      this.#marked = undefined;
    }
    if (this.#pending.size === 0) this.#shown = screen;
    return screen;
  }

  mark(): ScreenMark {
    if (this.#shown !== undefined) return { screen: this.#shown };
    if (this.#marked?.at === this.#pending.size) return this.#marked.mark;
    const mark = { screen: undefined };
    this.#marked = { mark, at: this.#pending.size };
    return mark;
  }

  #look(): Screen {
    const { cols: columns, rows, buffer } = this.#emulator;
    const { active } = buffer;
    // A cursor that waits to wrap stands beyond the last column; a terminal shows it on that column.
    const column = Math.min(active.cursorX, columns - 1);
    return {
      columns,
      rows,
      lines: linesOf(active, { columns, rows }),
      cursor: { row: active.cursorY, column, isVisible: this.#parsing().modes.isCursorVisible() },
      isAlternate: active.type === 'alternate',
    };
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#parsePending();
    this.#shown = undefined;
    this.#size = { columns, rows };
    if (this.#parser === undefined) return;
    if (this.#unparsed.length === 0) this.#emulator.resize(columns, rows);
    else this.#write(Buffer.alloc(0), () => this.#emulator.resize(columns, rows));
    this.#tellReplies();
  }

  async flush(): Promise<void> {
    this.#parsePending();
    if (this.#unparsed.length > 0)
      await new Promise<void>((resolve) => this.#write(Buffer.alloc(0), resolve));
    this.#tellReplies();
  }

  dispose(): void {
    this.#pending.forget();
    this.#parser?.emulator.dispose();
  }

  #tellReplies(): void {
    for (const reply of this.#replies.splice(0)) this.#onReply(reply);
  }

  /** The end of what was taken is pending again. */
  #keep(rest: Buffer): void {
    this.#pending.keep(rest, this.#unparsed.length > 0);
  }

  #parsePending(): void {
    if (this.#pending.size === 0 && this.#marked === undefined) return;
    const bytes = this.#pending.take();
    this.#parseAll(bytes.subarray(this.#passMark(bytes)));
    this.#keep(bytes.subarray(bytes.length));
  }

  #parseAll(bytes: Buffer): void {
    const { rest, endsInGround } = this.#skip(bytes);
    this.#isGround = endsInGround;
    this.#parse(rest);
  }

  /** Parses what lies before the mark, if there is one, and looks; returns how much that was. */
  #passMark(bytes: Buffer): number {
    if (this.#marked === undefined) return 0;
    const { mark, at } = this.#marked;
    this.#marked = undefined;
    this.#parseAll(bytes.subarray(0, at));
    this.#write(Buffer.alloc(0), () => (mark.screen = this.#look()));
    return at;
  }

  /** Drops what need not be parsed, and parses the rest when that was not much. */
  #shrink(): void {
    const bytes = this.#pending.take();
    const { rest, endsInGround } = this.#skip(bytes.subarray(this.#passMark(bytes)));
    if (rest.length > batchSize / 2) {
      this.#isGround = endsInGround;
      this.#parse(rest);
      this.#keep(rest.subarray(rest.length));
    } else this.#keep(rest);
  }

  /** Drops what need not be parsed and parses what is before it; returns what is left. */
  #skip(bytes: Buffer): { readonly rest: Buffer; readonly endsInGround: boolean } {
    const { stretches, endsInGround } = harmlessStretches(bytes, this.#isGround);
    let done = 0;
    for (const stretch of stretches) {
      const drop = droppable(bytes, stretch, this.#emulator.rows);
      if (drop === undefined) continue;
      this.#parse(bytes.subarray(done, drop.start));
      this.#isGround = true;
      done = this.#drop(bytes.subarray(drop.start, drop.end)) ? drop.end : drop.start;
    }
    return { rest: bytes.subarray(done), endsInGround };
  }

  /** Puts the emulator into the state after `bytes` but for cells that will scroll away; false when that cannot be done. */
  #drop(bytes: Buffer): boolean {
    if (this.#unparsed.length > 0 || !this.#parsing().modes.scrollsAsAWhole()) return false;
    const settings = this.#settingsOf(bytes);
    if (settings === undefined) return false;
    this.#parse(Buffer.from(settings + '\r\n'.repeat(this.#emulator.rows), 'latin1'));
    return true;
  }

  /** In pieces that begin where an operating system command does, if there may be a question in one. */
  #parse(bytes: Buffer): void {
    let from = 0;
    if (bytes.includes(';?')) {
      for (let at = bytes.indexOf('\x1b]', 1); at >= 0; at = bytes.indexOf('\x1b]', at + 1)) {
        this.#write(bytes.subarray(from, at));
        from = at;
      }
    }
    if (from < bytes.length) this.#write(bytes.subarray(from));
  }

  /**
   * The emulator puts off parsing with a timer, except for the first write after a key was pressed; an empty key makes it
   * parse at once, so that a flood is parsed no slower than it is read. Were that to change, only time would be lost.
   */
  #write(piece: Buffer, whenParsed?: () => void): void {
    this.#unparsed.push(piece);
    this.#emulator.input('', true);
    this.#emulator.write(piece, () => {
      this.#unparsed.shift();
      whenParsed?.();
    });
  }
}
