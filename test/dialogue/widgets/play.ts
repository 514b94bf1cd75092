import type { Terminal as Emulator } from '@xterm/headless';
import { type TextView, createTextView } from '../../../src/dialogue/text-view.js';
import { createWidgetDriver } from '../../../src/dialogue/widgets/create-driver.js';
import type { WidgetMove, WidgetTask, WidgetView } from '../../../src/dialogue/widgets/driver.js';
import { openHostTerminal } from '../../../src/terminal/host.js';
import { encodeKey } from '../../../src/terminal/keys.js';
import type { Completion, Terminal } from '../../../src/terminal/terminal.js';
import { until } from '../../support/until.js';
import { openScreen, screenOf } from './screen-adapter.js';

export interface Program {
  readonly argv: readonly [string, ...string[]];
  /** `120x40`. */
  readonly size: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Keys pressed before the first task, to put the highlight somewhere else. */
  readonly before?: readonly string[];
}

/** One thing to do, once this text is on the screen. */
export interface Turn {
  readonly when: string;
  readonly task: WidgetTask;
}

export interface Played {
  /** All the program wrote, as it wrote it. */
  readonly output: string;
  readonly completion: Completion | undefined;
  /** The last move of each task. */
  readonly ends: readonly WidgetMove[];
  readonly moves: readonly WidgetMove[];
  readonly lastView: WidgetView;
}

/** How long a program must have written nothing to count as quiet. */
const quietMs = 40;
/** How long after a key a program may take to begin to draw. */
const answerMs = 120;

/** Runs a real program on a pseudo-terminal and has it driven, turn by turn. Secrets are typed as `secret NAME`. */
export async function play(program: Program, turns: readonly Turn[]): Promise<Played> {
  await using stage = new Stage(program);
  return await stage.play(turns);
}

class Stage implements AsyncDisposable {
  readonly #emulator: Emulator;
  readonly #terminal: Terminal;
  readonly #program: Program;
  readonly #text: TextView;
  #turnStart = 0;
  #lastMoveStart = 0;
  #output = '';
  #lastOutputMs = performance.now();
  #unparsed = 0;
  #completion: Completion | undefined;
  readonly #moves: WidgetMove[] = [];

  constructor(program: Program) {
    const [columns, rows] = program.size.split('x').map(Number) as [number, number];
    this.#program = program;
    this.#text = createTextView({ columns, rows });
    this.#emulator = openScreen(columns, rows, (reply) => {
      this.#terminal.write(Buffer.from(reply));
    });
    this.#terminal = openHostTerminal({
      argv: program.argv,
      env: { PATH: '/usr/bin:/bin', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...program.env },
      cwd: '/',
      size: { columns, rows },
      onOutput: (bytes) => this.#onOutput(bytes),
    });
    void this.#terminal.completion.then((completion) => {
      this.#completion = completion;
    });
  }

  async play(turns: readonly Turn[]): Promise<Played> {
    const ends: WidgetMove[] = [];
    for (const { when, task } of turns) {
      await this.#until(when);
      if (ends.length === 0) {
        for (const key of this.#program.before ?? []) await this.#carryOut({ kind: 'press', keys: [key] });
      }
      ends.push(await this.#perform(task));
      this.#turnStart = this.#lastMoveStart;
    }
    const hasFailed = ends.some((move) => move.kind === 'fail');
    if (!hasFailed) await until('the program ended', () => this.#completion !== undefined);
    return {
      output: this.#output,
      completion: this.#completion,
      ends,
      moves: this.#moves,
      lastView: this.#view(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#terminal[Symbol.asyncDispose]();
    this.#emulator.dispose();
  }

  async #until(text: string): Promise<void> {
    const isShown = (): boolean => {
      const { screen, text: written } = this.#view();
      return written.includes(text) && screen.lines.some((line) => line.text.includes(text));
    };
    try {
      await until(`"${text}" on the screen`, isShown);
    } catch (error) {
      throw new Error(
        this.#view()
          .screen.lines.map((line) => line.text)
          .join('\n'),
        { cause: error },
      );
    }
    await this.#untilQuiet();
  }

  async #perform(task: WidgetTask): Promise<WidgetMove> {
    const driver = createWidgetDriver(task);
    for (let count = 0; count < 3000; count++) {
      const move = driver.next(this.#view());
      this.#moves.push(move);
      if (move.kind === 'done' || move.kind === 'fail') return move;
      await this.#carryOut(move);
    }
    throw new Error('the driver never ends');
  }

  async #carryOut(move: WidgetMove): Promise<void> {
    const isApplicationCursor = this.#emulator.modes.applicationCursorKeysMode;
    const sent = performance.now();
    this.#lastMoveStart = this.#text.end;
    if (move.kind === 'press') {
      const keys = move.keys.map((key) => encodeKey(key, { isApplicationCursor }) ?? `[no key ${key}]`);
      this.#terminal.write(Buffer.from(keys.join('')));
    } else if (move.kind === 'type') this.#terminal.write(Buffer.from(move.text));
    else if (move.kind === 'secret') this.#terminal.write(Buffer.from(`secret ${move.secret}`));
    await until('an answer', () => this.#lastOutputMs > sent || performance.now() - sent > answerMs);
    await this.#untilQuiet();
  }

  async #untilQuiet(): Promise<void> {
    await until(
      'the program is quiet',
      () => this.#unparsed === 0 && performance.now() - this.#lastOutputMs > quietMs,
    );
  }

  #view(): WidgetView {
    return { screen: screenOf(this.#emulator), text: this.#text.textFrom(this.#turnStart) };
  }

  #onOutput(bytes: Uint8Array): void {
    this.#output += Buffer.from(bytes).toString('utf8');
    this.#lastOutputMs = performance.now();
    this.#text.push(bytes);
    this.#unparsed++;
    this.#emulator.write(bytes, () => {
      this.#unparsed--;
    });
  }
}
