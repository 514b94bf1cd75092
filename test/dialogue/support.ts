import { createDialogueEngine } from '../../src/dialogue/dialogue.js';
import { createReading } from '../../src/dialogue/reading.js';
import type { Dialogue, Exchange, Item, Match, Pattern, Response } from '../../src/dialogue/types.js';
import type { UnattendError } from '../../src/errors.js';

const place = { file: 'test.yaml', line: 1, column: 1 };

function patternOf(expect: string | RegExp | Pattern): Pattern {
  if (typeof expect === 'string') return { kind: 'text', text: expect };
  return expect instanceof RegExp ? { kind: 'regexp', source: expect.source, flags: expect.flags } : expect;
}

export function exchange(
  expect: string | RegExp | Pattern,
  response: Response,
  more: Partial<Exchange> = {},
): Exchange {
  const times = response.kind === 'text' ? response.sources.length : 1;
  const base = {
    place,
    label: typeof expect === 'object' && !(expect instanceof RegExp) ? expect.kind : String(expect),
    pattern: patternOf(expect),
    response,
    isOptional: false,
    maxTimes: times,
  };
  return { ...base, ...more };
}

export function answer(...texts: readonly (string | ((match: Match) => string))[]): Response {
  const sources = texts.map((text) => ({
    kind: 'text' as const,
    render: typeof text === 'string' ? () => text : text,
  }));
  return { kind: 'text', sources: sources as never, hasEnter: true, isClearing: false };
}

export const press = (...keys: readonly [string, ...string[]]): Response => ({ kind: 'press', keys });
export const checkpoint: Response = { kind: 'none' };

export function dialogue(items: readonly (Exchange | Item)[], more: Partial<Dialogue> = {}): Dialogue {
  const asItem = (item: Exchange | Item): Item =>
    'kind' in item ? item : { kind: 'exchange', exchange: item };
  const base = { failOn: [], always: [], excluded: [], timeoutMs: 60_000, idleMs: 10_000, stallMs: Infinity };
  return { ...base, items: items.map(asItem), ...more };
}

/** A program: writes, reads one line (`yield read`), works for a while, and ends. */
export type Act =
  | { readonly write: string }
  | { readonly read: 'line' | 'key' }
  | { readonly workMs: number }
  | { readonly echo: boolean }
  /** Throws away what was typed and not read. */
  | { readonly flush: true };
export type Program = () => Generator<Act, void, string>;
export const write = (text: string): Act => ({ write: text });
export const read: Act = { read: 'line' };

/** How what is written at once is cut into reads. */
export type Cut = (text: string) => readonly string[];
export const whole: Cut = (text) => [text];
export const byteByByte: Cut = (text) =>
  Array.from(Buffer.from(text, 'latin1'), (byte) => String.fromCharCode(byte));

export interface Outcome {
  /** What was typed, line ends as `\r`. */
  readonly typed: readonly string[];
  /** Patterns in the order they were answered or passed. */
  readonly seen: readonly string[];
  readonly error?: UnattendError;
  readonly endedAtMs: number;
  readonly isComplete: boolean;
}

/**
 * Plays a program against a dialogue on a terminal of a simulated machine, with a simulated clock. What the program
 * writes at once arrives at one moment, in pieces; the engine may decide after every piece.
 */
export function play(program: Program, spec: Dialogue, cut: Cut = whole, slowdown = 1): Outcome {
  const machine = new Machine(program, spec, cut, slowdown);
  return machine.run();
}

class Machine {
  #nowMs = 0;
  #hasEcho = true;
  #input = '';
  #wait: { kind: 'read'; what: 'line' | 'key' } | { kind: 'work'; untilMs: number } | undefined;
  #hasEnded = false;
  #error: UnattendError | undefined;
  /** Written by the program or echoed, not yet read by the engine. */
  #pieces: string[] = [];
  readonly #typed: string[] = [];
  readonly #seen: string[] = [];
  readonly #acts: Generator<Act, void, string>;
  readonly #engine;
  readonly #reading = createReading({ columns: 80, rows: 24 }, 0);
  readonly #cut: Cut;

  constructor(program: Program, spec: Dialogue, cut: Cut, slowdown: number) {
    this.#acts = program();
    this.#cut = cut;
    this.#engine = createDialogueEngine(spec, this.#reading, { nowMs: 0, slowdown: () => slowdown });
  }

  run(): Outcome {
    this.#resume('');
    while (this.#error === undefined) {
      if (this.#pieces.length > 0) this.#deliver();
      else if (this.#hasEnded) break;
      else if (!this.#advance()) throw new Error('deadlock: nobody is waiting for anything');
    }
    if (this.#error === undefined) {
      this.#reading.finish(this.#nowMs);
      this.#decide();
    }
    return {
      typed: this.#typed,
      seen: this.#seen,
      endedAtMs: this.#nowMs,
      isComplete: this.#error === undefined && this.#engine.required() === undefined,
      ...(this.#error === undefined ? {} : { error: this.#error }),
    };
  }

  #deliver(): void {
    this.#reading.feed(Buffer.from(this.#pieces.shift() ?? '', 'latin1'), this.#nowMs);
    this.#decide();
  }

  /** To the next moment at which anything happens. */
  #advance(): boolean {
    const wakeMs = this.#engine.wakeAtMs();
    const workMs = this.#wait?.kind === 'work' ? this.#wait.untilMs : Infinity;
    if (Math.min(wakeMs, workMs) === Infinity) return false;
    this.#nowMs = Math.min(wakeMs, workMs);
    if (workMs <= wakeMs) this.#resume('');
    else this.#decide();
    return true;
  }

  #decide(): void {
    for (
      let next = this.#engine.decide(this.#nowMs);
      next !== undefined;
      next = this.#engine.decide(this.#nowMs)
    ) {
      if (next.kind === 'fail') {
        this.#error = next.failing();
        return;
      }
      if (next.kind === 'look') {
        const state = this.#wait?.kind === 'read' ? 'reading' : 'working';
        const told = this.#engine.waiting(next, state, this.#nowMs);
        if (told?.kind !== 'fail') continue;
        this.#error = told.failing();
        return;
      }
      if (!('exchange' in next)) throw new Error(`nothing here carries out ${next.kind}`);
      this.#seen.push(next.exchange.label);
      if (next.kind === 'send') this.#type(next.typing);
    }
  }

  #type(typing: { kind: string; text?: string; keys?: readonly string[]; hasEnter?: boolean }): void {
    const keys: Record<string, string> = { space: ' ', enter: '\r' };
    const text =
      typing.kind === 'keys'
        ? (typing.keys ?? []).map((key) => keys[key] ?? key).join('')
        : `${typing.text ?? ''}${typing.hasEnter === true ? '\r' : ''}`;
    this.#typed.push(text);
    this.#reading.typed(text, this.#nowMs);
    this.#engine.answered(this.#nowMs);
    if (this.#hasEcho) this.#pieces.push(...this.#cut(text.replace(/\r/g, '\r\n')));
    this.#input += text;
    this.#satisfyRead();
  }

  #satisfyRead(): void {
    if (this.#wait?.kind !== 'read' || this.#input === '') return;
    const end = this.#wait.what === 'key' ? 1 : this.#input.indexOf('\r') + 1;
    if (end === 0) return;
    const taken = this.#input.slice(0, end);
    this.#input = this.#input.slice(end);
    this.#resume(taken.replace('\r', ''));
  }

  /** Runs the program until it waits. */
  #resume(value: string): void {
    this.#wait = undefined;
    for (let next = this.#acts.next(value); ; next = this.#acts.next('')) {
      if (next.done === true) {
        this.#hasEnded = true;
        return;
      }
      if ('write' in next.value) this.#pieces.push(...this.#cut(next.value.write));
      else if ('echo' in next.value) this.#hasEcho = next.value.echo;
      else if ('flush' in next.value) this.#input = '';
      else if ('workMs' in next.value) {
        this.#wait = { kind: 'work', untilMs: this.#nowMs + next.value.workMs };
        return;
      } else {
        this.#wait = { kind: 'read', what: next.value.read };
        this.#satisfyRead();
        return;
      }
    }
  }
}
