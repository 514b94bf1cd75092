import type { Screen } from '../screen.js';
import type { PressedKey } from '../terminal/read-keys.js';
import { createScreenEmulator, type ScreenEmulator } from '../terminal/screen-emulator.js';
import { cursorLineOf } from './field.js';
import type { TerminalFlags } from './flags-file.js';
import { LateDraws } from './late-draws.js';
import type { Note } from './marker.js';
import { isPending, workedOnLine } from './pending-key.js';
import { pressedIn } from './pressed-keys.js';
import { finishedAtSeconds, type ProgramEvent, type RecordedProgram } from './programs.js';
import { type Turns, unknownKey } from './turn.js';
import { type Draft, isOnScreen, isTaken, type OpenTurn, turnOf } from './open-turn.js';
import { TypedLine } from './typed-line.js';
import { seeLateEcho, UnseenTurns } from './unseen-turns.js';

/** Reads what a person did from a recording of it. A recording without input has no turns. */
export async function readTurns(program: RecordedProgram, flags: TerminalFlags): Promise<Turns> {
  const reader = new TurnReader(program, flags);
  try {
    return await reader.read();
  } finally {
    reader.dispose();
  }
}

/** A key by the name scripts use; on a screen that a program draws whole a line feed is a key of its own. */
function nameOf(key: PressedKey, { isAlternate }: Screen): string {
  const name = key.kind === 'key' ? (key.name ?? unknownKey) : '';
  return name === 'ctrl-j' && !isAlternate ? 'enter' : name;
}

/** What is written in so short a time may be a part of a drawing: a program on a busy machine needs some 20 ms for one. */
const drawingSeconds = 0.1;

class TurnReader {
  readonly #program: RecordedProgram;
  readonly #flags: TerminalFlags;
  readonly #emulator: ScreenEmulator;
  readonly #turns: Draft[] = [];
  #open: OpenTurn | undefined;
  #output = '';
  #startedAt: number;
  #lastOutputAt: number;
  #secret: { readonly name: string; readonly isShown: boolean } | undefined;
  #screen: Screen | undefined;
  /** What was said before the first turn. */
  readonly #early: Note[] = [];
  readonly #unseen = new UnseenTurns();
  /** Of the last turn, when its last key came before the program had drawn those before it. */
  #late: LateDraws | undefined;

  constructor(program: RecordedProgram, flags: TerminalFlags) {
    this.#program = program;
    this.#flags = flags;
    this.#emulator = createScreenEmulator({ ...program.size, onReply: () => undefined });
    this.#startedAt = program.startedAtSeconds ?? program.events[0]?.atSeconds ?? 0;
    this.#lastOutputAt = this.#startedAt;
  }

  dispose(): void {
    this.#emulator.dispose();
  }

  async read(): Promise<Turns> {
    for (const [at, event] of this.#program.events.entries()) await this.#take(event, at);
    const end = await this.#look();
    this.#settle(end);
    if (this.#open !== undefined) this.#close(this.#open, end);
    else this.#seeEcho();
    const endedAt = finishedAtSeconds(this.#program) ?? this.#lastOutputAt;
    const restSeconds = Math.max(0, endedAt - this.#startedAt);
    const checks = this.#early.filter(({ kind }) => kind === 'check');
    return { turns: this.#turns, checks, rest: this.#output, restSeconds, end };
  }

  /** What the terminal shows now: the same as before while nothing was written. */
  async #look(): Promise<Screen> {
    return (this.#screen ??= await this.#emulator.snapshot());
  }

  async #take(event: ProgramEvent, at: number): Promise<void> {
    switch (event.kind) {
      case 'output':
        await this.#draw(event.text);
        this.#lastOutputAt = event.atSeconds;
        this.#output += event.text;
        if (this.#open !== undefined) this.#open.hasOutput = this.#open.isSeen = true;
        return;
      case 'resize':
        this.#emulator.resize(event.size);
        this.#screen = undefined;
        return;
      case 'marker':
        this.#settle(await this.#look());
        if (event.marker.kind === 'secret') this.#secret = event.marker;
        else if (event.marker.kind === 'note') this.#note(event.marker.note);
        return;
      case 'input':
        await this.#input(event.text, at);
    }
  }

  /** A note stands behind what it is said of; before the first answer it is said of that one. */
  #note(note: Note): void {
    const { notes } = this.#open ?? this.#turns.at(-1) ?? { notes: this.#early };
    notes.push(note);
  }

  async #draw(text: string): Promise<void> {
    this.#screen = undefined;
    const late = this.#late;
    if (late === undefined) {
      this.#emulator.push(Buffer.from(text));
      return;
    }
    for (const step of late.steps.of(text)) {
      this.#emulator.push(Buffer.from(step.text));
      if (step.isLooked) late.see(await this.#emulator.snapshot());
    }
  }

  async #input(text: string, at: number): Promise<void> {
    this.#late = undefined;
    const secret = this.#secret;
    this.#secret = undefined;
    if (secret !== undefined) {
      await this.#endSecret();
      const open = await this.#opened(at);
      open.secret = secret;
      this.#pressed(open, at);
      // The key that submits it may stand in the same event.
      const [, rest = ''] = /^<[^>]*>(.*)$/s.exec(text) ?? [];
      for (const key of pressedIn(rest)) await this.#press(key, at);
      return;
    }
    for (const key of pressedIn(text)) await this.#press(key, at);
  }

  /** One that was typed without a key of its own to submit it, as a run records it, ends where the program goes on. */
  async #endSecret(): Promise<void> {
    if (this.#open?.secret === undefined) return;
    const screen = await this.#emulator.snapshot();
    if (isTaken(this.#open, screen)) this.#close(this.#open, this.#open.before);
  }

  async #press(key: PressedKey, at: number): Promise<void> {
    if (key.kind === 'text' && this.#open !== undefined && this.#isEchoed(this.#open)) {
      this.#pressed(this.#open, at);
      this.#open.line.press(key);
      return;
    }
    const screen = await this.#look();
    await this.#endSecret();
    this.#settle(screen);
    const isLate = this.#isDrawing(at);
    if (this.#open !== undefined && isTaken(this.#open, screen, isLate)) this.#close(this.#open, screen);
    const open = await this.#opened(at);
    const isDrawn = open.hasOutput;
    this.#pressed(open, at);
    const name = nameOf(key, screen);
    if (name === 'ctrl-u') open.isEmptied ||= cursorLineOf(open.before).behind !== '';
    if (open.line.press(key)) return;
    if (isPending(name, open, screen)) open.pending = { name, screen };
    else {
      // Keys that came too fast to be drawn one by one: what they make of a line counts, and not the screen.
      if (!isDrawn) open.line.isMoved = false;
      this.#close(open, screen, name, isLate);
    }
  }

  /** Whether the program may still draw what was pressed last: it did not write since then, or it writes right now. */
  #isDrawing(at: number): boolean {
    const now = this.#program.events[at]?.atSeconds ?? 0;
    return (
      this.#turns.length + (this.#open?.line.states.length ?? 0) > 0 &&
      (this.#output === '' || now - this.#lastOutputAt < drawingSeconds)
    );
  }

  /** A key may complete or recall a text, or be an answer of its own: what the program made of it tells. */
  #settle(screen: Screen): void {
    const open = this.#open;
    if (open?.pending === undefined) return;
    const { pending } = open;
    open.pending = undefined;
    const worked = workedOnLine(open, pending, screen);
    if (worked?.recalled !== undefined) {
      open.recalls.push({ key: pending.name, from: open.line.text, to: worked.recalled });
      open.line.replace(worked.recalled);
    }
    if (worked !== undefined || isOnScreen(open)) open.isCompleted = true;
    else this.#close(open, pending.screen, pending.name);
  }

  /** What is written from now on comes after this key. */
  #pressed(open: OpenTurn, at: number): void {
    this.#unseen.see(this.#output);
    open.last = at;
    open.hasOutput = false;
    this.#output = '';
    this.#startedAt = this.#program.events[at]?.atSeconds ?? this.#startedAt;
    this.#lastOutputAt = this.#startedAt;
  }

  /** Whether nothing but the last key came back: to look at the screen for each key of a text takes most of the time. */
  #isEchoed(open: OpenTurn): boolean {
    const { text } = open.line;
    return text !== '' && !isOnScreen(open) && this.#output === Array.from(text).at(-1);
  }

  #seeEcho(): void {
    this.#unseen.see(this.#output);
    seeLateEcho(this.#turns.at(-1), this.#output);
  }

  async #opened(at: number): Promise<OpenTurn> {
    if (this.#open !== undefined) return this.#open;
    this.#seeEcho();
    const echo = this.#flags.get(this.#program.indices[at] ?? -1);
    this.#open = {
      first: at,
      last: at,
      line: new TypedLine(),
      isEmptied: false,
      isCompleted: false,
      recalls: [],
      hasOutput: false,
      isSeen: false,
      // A check comes before it.
      notes: this.#turns.length > 0 ? [] : this.#early.filter(({ kind }) => kind !== 'check'),
      before: await this.#look(),
      output: this.#output,
      workedSeconds: Math.max(0, this.#lastOutputAt - this.#startedAt),
      ...(echo !== undefined && { echo }),
    };
    return this.#open;
  }

  #close(open: OpenTurn, after: Screen, key?: string, isLate = false): void {
    const turn = turnOf(open, after, key);
    if (isLate) this.#late = LateDraws.of(turn, this.#turns.at(-1));
    this.#turns.push(turn);
    if (!open.isSeen && open.secret === undefined && turn.shown === 'hidden') this.#unseen.add(turn);
    this.#open = undefined;
  }
}
