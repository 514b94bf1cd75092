import headless from '@xterm/headless';
import type { Terminal as Emulator } from '@xterm/headless';
import type { Screen } from '../screen.js';
import { colourReplies } from './colour-replies.js';
import { trackModes } from './screen-modes.js';
import { linesOf } from './screen-snapshot.js';
import { createSettings, droppable, harmlessStretches } from './skippable-output.js';
import type { TerminalSize } from './terminal.js';

/** What a terminal would show and reply, given a program's output. One per terminal; everything keeps the order of the calls. */
export interface ScreenEmulator {
  /** Takes output. Cheap: bytes are kept, and parsed in large batches or when somebody looks. */
  push(bytes: Uint8Array): void;
  /** Parses what is pending and returns what the terminal shows now. */
  snapshot(): Promise<Screen>;
  /** The new size holds for what is pushed from now on. */
  resize(size: TerminalSize): void;
  /** Parses what is pending, so that replies to the queries in it are made. */
  flush(): Promise<void>;
  dispose(): void;
}

export interface ScreenEmulatorSpec extends TerminalSize {
  /** Gets each reply to a query, in order: bytes to be typed. Called while output is parsed. */
  readonly onReply: (reply: string) => void;
}

export function createScreenEmulator(spec: ScreenEmulatorSpec): ScreenEmulator {
  return new HeadlessScreen(spec);
}

/** When so much is pending it is parsed or dropped: at 5 MB/s, 50 ms of work. */
const batchSize = 256 * 1024;

class HeadlessScreen implements ScreenEmulator {
  readonly #emulator: Emulator;
  readonly #modes: ReturnType<typeof trackModes>;
  readonly #settingsOf = createSettings();
  readonly #onReply: (reply: string) => void;
  #pending: Uint8Array[] = [];
  #pendingSize = 0;
  /** Whether the emulator's parser is certainly in its ground state before what is pending. */
  #isGround = true;
  /** Writes the emulator has not finished: none, as long as it parses at once. */
  #unfinished = 0;
  /** What is being parsed: holds the end of at most one operating system command. */
  #piece: Buffer = Buffer.alloc(0);

  constructor({ columns, rows, onReply }: ScreenEmulatorSpec) {
    // No scrollback: what has left the screen must not come back with a resize (skippable-output.ts).
    this.#emulator = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: 0,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.#modes = trackModes(this.#emulator);
    this.#onReply = onReply;
    this.#emulator.onData((reply) => {
      if (reply !== '') onReply(reply);
    });
    this.#answerStatusRequests();
    for (const code of [4, 10, 11, 12]) {
      this.#emulator.parser.registerOscHandler(code, (data) => this.#answerColours(code, data));
    }
  }

  push(bytes: Uint8Array): void {
    this.#pending.push(bytes);
    this.#pendingSize += bytes.length;
    if (this.#pendingSize >= batchSize) this.#shrink();
  }

  async snapshot(): Promise<Screen> {
    await this.flush();
    const { cols: columns, rows, buffer } = this.#emulator;
    const { active } = buffer;
    // A cursor that waits to wrap stands beyond the last column; a terminal shows it on that column.
    const column = Math.min(active.cursorX, columns - 1);
    return {
      columns,
      rows,
      lines: linesOf(active, rows),
      cursor: { row: active.cursorY, column, isVisible: this.#modes.isCursorVisible() },
      isAlternate: active.type === 'alternate',
    };
  }

  resize({ columns, rows }: TerminalSize): void {
    this.#parsePending();
    this.#write(Buffer.alloc(0), () => this.#emulator.resize(columns, rows));
  }

  async flush(): Promise<void> {
    this.#parsePending();
    if (this.#unfinished > 0) await new Promise<void>((resolve) => this.#write(Buffer.alloc(0), resolve));
  }

  dispose(): void {
    this.#pending = [];
    this.#pendingSize = 0;
    this.#emulator.dispose();
  }

  #takePending(): Buffer {
    const bytes = Buffer.concat(this.#pending, this.#pendingSize);
    this.#pending = [];
    this.#pendingSize = 0;
    return bytes;
  }

  #parsePending(): void {
    if (this.#pendingSize === 0) return;
    const bytes = this.#takePending();
    this.#isGround = harmlessStretches(bytes, this.#isGround).endsInGround;
    this.#parse(bytes);
  }

  /** Drops what need not be parsed, and parses the rest when that was not much. */
  #shrink(): void {
    const bytes = this.#takePending();
    const { stretches, endsInGround } = harmlessStretches(bytes, this.#isGround);
    let done = 0;
    for (const stretch of stretches) {
      const drop = droppable(bytes, stretch, this.#emulator.rows);
      if (drop === undefined) continue;
      this.#parse(bytes.subarray(done, drop.start));
      this.#isGround = true;
      done = this.#drop(bytes.subarray(drop.start, drop.end)) ? drop.end : drop.start;
    }
    const rest = bytes.subarray(done);
    if (rest.length > batchSize / 2) {
      this.#isGround = endsInGround;
      this.#parse(rest);
    } else {
      this.#pending = [Buffer.from(rest)];
      this.#pendingSize = rest.length;
    }
  }

  /** Puts the emulator into the state after `bytes` but for cells that will scroll away; false when that cannot be done. */
  #drop(bytes: Buffer): boolean {
    if (this.#unfinished > 0 || !this.#modes.scrollsAsAWhole()) return false;
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
    this.#unfinished++;
    this.#emulator.write('', () => (this.#piece = piece));
    this.#emulator.input('', true);
    this.#emulator.write(piece, () => {
      this.#unfinished--;
      whenParsed?.();
    });
  }

  /** Neither a request of many parameters nor a cursor that waits to wrap is answered right by xterm.js (CPR beyond the last column). */
  #answerStatusRequests(): void {
    this.#emulator.parser.registerCsiHandler({ final: 'n' }, (params) => {
      if (params.length > 1) return true;
      const { cols, buffer } = this.#emulator;
      if (params[0] !== 6 || buffer.active.cursorX < cols) return false;
      this.#onReply(`\x1b[${buffer.active.cursorY + 1};${cols}R`);
      return true;
    });
  }

  #answerColours(code: number, data: string): boolean {
    if (!data.includes('?')) return false;
    const start = this.#piece[0] === 0x1b && this.#piece[1] === 0x5d ? 2 : 0;
    const bell = this.#piece.indexOf(0x07, start);
    const escape = this.#piece.indexOf(0x1b, start);
    const isBell = bell >= 0 && (escape < 0 || bell < escape);
    for (const reply of colourReplies(code, data))
      this.#onReply(`\x1b]${reply}${isBell ? '\x07' : '\x1b\\'}`);
    return true;
  }
}
