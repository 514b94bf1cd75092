import { isNothing, LineEdit, type Submission } from './line-edit.js';
import { readAnswer } from './read-answer.js';
import { type PressedKey, readKeys } from './read-keys.js';
import { withoutReplies } from './reply-sequences.js';
import type { Tape, TapeAnswer } from './tape.js';
import { TapeWriter, type TapeWriterSpec } from './tape-writer.js';
import type { Completion, EchoState, Terminal, WaitState } from './terminal.js';

/** Where a recording was left, by what was typed or by its own end. */
export type Departure =
  /** At this answer something else was typed; at one beyond the last, something at all. */
  | { readonly kind: 'other answer'; readonly answer: number; readonly typed: Submission }
  /** The program was still at work when the recording ended. */
  | { readonly kind: 'cut' };

export interface RecordedTerminalSpec extends Pick<TapeWriterSpec, 'onOutput' | 'onResize'> {
  readonly tape: Tape;
  readonly clock: {
    after(ms: number, call: () => void): () => void;
    during<T>(work: Promise<T>): Promise<T>;
  };
  /** The error that `completion` rejects with. */
  readonly failure: (departure: Departure) => Error;
}

/** A terminal that plays a recording. */
export interface RecordedTerminal extends Terminal {
  /** The number of the answer it waits for or will wait for next, from 0; that of all answers when none is left. */
  readonly answer: number;
  /** Whether the program has written all it writes before that answer. */
  readonly isWaiting: boolean;
  /** What of that answer was typed so far. */
  readonly typed: Submission;
  /** Resolves when it waits for an answer, or has none left. */
  waiting(): Promise<void>;
  /** What is typed next stands for this answer and all before it: that it comes to the same was seen otherwise. */
  standFor(answer: number): void;
}

/**
 * Plays a recording as the program on a terminal: what it wrote comes at the time it came, counted from the answer before, so
 * a person's time to think is left out; an answer is waited for, and compared by what was submitted. Replies of the terminal
 * itself may be typed or not.
 */
export function openRecordedTerminal(spec: RecordedTerminalSpec): RecordedTerminal {
  return new TapePlayer(spec);
}

interface Settle {
  readonly resolve: (completion: Completion) => void;
  readonly reject: (error: Error) => void;
}

/** What ends a program that reads to the end of its input, in a terminal's line mode. */
const endOfInput = 'ctrl-d';

class TapePlayer implements RecordedTerminal {
  readonly completion: Promise<Completion>;
  readonly #spec: RecordedTerminalSpec;
  readonly #writer: TapeWriter;
  readonly #edit = new LineEdit();
  #answer = 0;
  #isWaiting = false;
  #isOver = false;
  /** Typed and not yet looked at: the program has not come to read it. */
  #keys: readonly PressedKey[] = [];
  /** How much of what was written meanwhile has been told. */
  #told = 0;
  #standsFor: number | undefined;
  #whenWaiting: (() => void)[] = [];
  readonly #settle: Settle;

  constructor(spec: RecordedTerminalSpec) {
    this.#spec = spec;
    this.#writer = new TapeWriter({ ...spec, after: (ms, call) => spec.clock.after(ms, call) });
    let settle: Settle = { resolve: () => undefined, reject: () => undefined };
    this.completion = new Promise((resolve, reject) => (settle = { resolve, reject }));
    this.completion.catch(() => undefined); // whoever looks at it sees the failure
    this.#settle = settle;
    this.#writeUntilAnswer();
  }

  get answer(): number {
    return this.#answer;
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  get typed(): Submission {
    return this.#edit.open;
  }

  write(bytes: Uint8Array): void {
    const typed = withoutReplies(Buffer.from(bytes).toString('utf8'));
    if (typed === '' || this.#isOver) return;
    const until = this.#standsFor;
    this.#standsFor = undefined;
    if (until !== undefined && until >= this.#answer) {
      this.#keys = [];
      this.#goOn(until);
      return;
    }
    this.#keys = [...this.#keys, ...readKeys(typed)];
    this.#read();
  }

  standFor(answer: number): void {
    this.#standsFor = answer;
  }

  waiting(): Promise<void> {
    if (this.#isWaiting || this.#isOver || this.#step === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#whenWaiting.push(resolve));
  }

  resize(): Promise<void> {
    return Promise.resolve();
  }

  kill(): Promise<void> {
    this.#end(this.#spec.tape.completion ?? { kind: 'signal', signalName: 'SIGHUP' });
    return Promise.resolve();
  }

  async waitForEchoOff(waitMs: number): Promise<EchoState> {
    const echo = this.#step?.answer.echo ?? 'off';
    if (echo === 'on' && waitMs > 0) await this.#pause(waitMs);
    return echo;
  }

  waitState(): Promise<WaitState> {
    return Promise.resolve(this.#isWaiting ? 'reading' : 'working');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  get #step(): Tape['steps'][number] | undefined {
    return this.#spec.tape.steps[this.#answer];
  }

  /** Compares what was typed with the answer that is waited for. */
  #read(): void {
    const step = this.#step;
    if (step === undefined) this.#refuseMore();
    if (step === undefined || !this.#isWaiting || this.#keys.length === 0) return;
    const reading = readAnswer(this.#edit, this.#keys, step.answer);
    this.#keys = reading.kind === 'given' ? reading.left : [];
    if (reading.kind === 'more') this.#tellMeanwhile(step.answer);
    else if (reading.kind === 'given') this.#goOn(this.#answer);
    else this.#leave({ kind: 'other answer', answer: this.#answer, typed: reading.typed });
  }

  #refuseMore(): void {
    const edit = new LineEdit();
    let typed: Submission | undefined;
    for (const key of this.#keys) typed ??= edit.press(key);
    typed ??= edit.open;
    this.#keys = [];
    if (typed.key === endOfInput && isNothing(typed)) return; // `end: ctrl-d`, which recordings do not hold
    this.#leave({ kind: 'other answer', answer: this.#answer, typed });
  }

  /** Of what was written while the text was typed, what belongs to the line as it stands now; it may have stood so more than once. */
  #tellMeanwhile({ meanwhile }: TapeAnswer): void {
    const { line } = this.#edit;
    const from = meanwhile.findIndex((stage, at) => at >= this.#told && stage.line === line);
    if (from < 0) return;
    let reached = from + 1;
    while (meanwhile[reached]?.line === line) reached++;
    const due = meanwhile.slice(this.#told, reached);
    this.#told = reached;
    this.#writer.write(due.map((each) => ({ ...each, atMs: 0 })));
  }

  /** The answers up to this one were given: what was written meanwhile comes at once. */
  #goOn(answer: number): void {
    const passed = this.#spec.tape.steps.slice(this.#answer, answer + 1);
    const due = passed.flatMap(({ outputs, answer: { meanwhile } }, at) => [
      ...(at === 0 ? [] : outputs),
      ...(at === 0 ? meanwhile.slice(this.#told) : meanwhile),
    ]);
    this.#answer = answer + 1;
    this.#isWaiting = false;
    this.#told = 0;
    this.#edit.clear();
    this.#writer.write(
      due.map((each) => ({ ...each, atMs: 0 })),
      () => this.#writeUntilAnswer(),
    );
  }

  #writeUntilAnswer(): void {
    const step = this.#step;
    const { rest, endAtMs } = this.#spec.tape;
    this.#writer.write(step?.outputs ?? [...rest, { atMs: endAtMs, text: '' }], () => {
      if (step === undefined) this.#endOfTape();
      else {
        this.#isWaiting = true;
        this.#tellWaiting();
        this.#read();
      }
    });
    if (step === undefined) {
      this.#tellWaiting();
      if (this.#keys.length > 0) this.#refuseMore();
    }
  }

  #endOfTape(): void {
    const { completion } = this.#spec.tape;
    if (completion === undefined) this.#leave({ kind: 'cut' });
    else this.#end(completion);
  }

  #leave(departure: Departure): void {
    if (this.#isOver) return;
    const error = this.#spec.failure(departure);
    this.#isOver = true;
    this.#writer.stop();
    this.#tellWaiting();
    this.#settle.reject(error);
    this.#letItBeSeen();
  }

  #end(completion: Completion): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#writer.stop();
    this.#tellWaiting();
    this.#settle.resolve(completion);
    this.#letItBeSeen();
  }

  /** Whoever waits for the end is told of it before time goes on. */
  #letItBeSeen(): void {
    void this.#spec.clock.during(this.completion.catch(() => undefined));
  }

  #tellWaiting(): void {
    for (const tell of this.#whenWaiting.splice(0)) tell();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#spec.clock.after(ms, resolve));
  }
}
