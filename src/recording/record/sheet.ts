import { stripVTControlCharacters } from 'node:util';
import type { RedactingStream } from '../../redact.js';
import type { PressedKey } from '../../terminal/read-keys.js';
import type { EchoState, TerminalSize } from '../../terminal/terminal.js';
import { formatMarker, type Marker, type Note } from '../marker.js';
import type { CastWriter } from '../writer.js';
import type { Verdict } from './classify.js';
import type { HeldTurn } from './held-turn.js';
import type { FlagsWriter } from './flags-writer.js';
import type { TypedSecrets } from './secrets.js';
import { type GivenAnswer, withSecret } from './with-secret.js';

export interface SheetSpec {
  /** Writes with the time that `nowMs` gives. */
  readonly writer: CastWriter;
  /** What the flags were at each input, kept beside the recording. */
  readonly flags: FlagsWriter;
  readonly secrets: TypedSecrets;
  readonly clock: SheetClock;
}

export interface Beginning {
  readonly command: string;
  readonly base?: string;
  /** Input name to its path, relative to the script. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** The time of the recording: it stands still in a pause, and events are written later than they happen. */
export class SheetClock {
  readonly #nowMs: () => number;
  #pausedMs = 0;
  #pausedAtMs: number | undefined;
  #writtenMs: number | undefined;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Now, without the pauses so far. */
  now(): number {
    return (this.#pausedAtMs ?? this.#nowMs()) - this.#pausedMs;
  }

  /** For the writer: when the event that is written happened; never before the one ahead of it. */
  nowMs(): number {
    return this.#writtenMs ?? this.now();
  }

  writing(atMs: number): void {
    this.#writtenMs = Math.max(atMs, this.#writtenMs ?? atMs);
  }

  pause(): void {
    this.#pausedAtMs ??= this.#nowMs();
  }

  resume(): void {
    if (this.#pausedAtMs !== undefined) this.#pausedMs += this.#nowMs() - this.#pausedAtMs;
    this.#pausedAtMs = undefined;
  }
}

/** The recording as it is written: what is on it holds no value of a secret. */
export class Sheet {
  readonly #spec: SheetSpec;
  readonly #stream: RedactingStream;
  /** The inputs of the answer that is being written. */
  #inputs: number[] = [];
  /** The answer that was given last. */
  #last: GivenAnswer | undefined;

  constructor(spec: SheetSpec) {
    this.#spec = spec;
    this.#stream = spec.secrets.redactor.stream();
  }

  nowMs(): number {
    return this.#spec.clock.now();
  }

  output(atMs: number, bytes: Uint8Array): void {
    this.#spec.clock.writing(atMs);
    this.#spec.writer.output(this.#stream.push(bytes));
  }

  resize(atMs: number, size: TerminalSize): void {
    this.#spec.clock.writing(atMs);
    this.#spec.writer.resize(size);
  }

  note(atMs: number, note: Note): void {
    this.#marker(atMs, { kind: 'note', note });
  }

  /** Where the program runs and what it is given, and the program. */
  begin({ command, base, inputs }: Beginning): void {
    const atMs = this.nowMs();
    if (base !== undefined) this.#marker(atMs, { kind: 'base', ref: base });
    for (const [name, from] of Object.entries(inputs)) this.#marker(atMs, { kind: 'input', name, from });
    this.#marker(this.nowMs(), { kind: 'spawn', command });
  }

  /** The program has ended. */
  end(status: string): void {
    const atMs = this.nowMs();
    this.#spec.clock.writing(atMs);
    this.#spec.writer.output(this.#stream.end());
    this.#spec.writer.endOutput();
    this.#marker(atMs, { kind: 'end', status });
  }

  /** The name of a value that is a secret from now on. */
  secretName(value: string, asked: string): string {
    return this.#spec.secrets.add(value, asked);
  }

  /** The answer that was given last is a secret: all that was written is written anew. Returns its name. */
  makeLastSecret(): string | undefined {
    const last = this.#last;
    if (last === undefined || last.text === '') return undefined;
    const name = this.secretName(last.text, last.prompt);
    const { redactor } = this.#spec.secrets;
    this.#spec.writer.output(this.#stream.end());
    const indices: (number | undefined)[] = [];
    // Flags that belong to other events would be worse than none.
    this.#spec.flags.clear();
    this.#spec.writer.rewrite((events) => {
      const edited = withSecret(events, { name, isShown: true, redactor, ...last });
      indices.push(...edited.indices);
      return edited.events;
    });
    this.#spec.flags.moved(indices);
    this.#last = undefined;
    return name;
  }

  /** An answer with all that was held since its first key. */
  turn(held: HeldTurn, verdict: Verdict): void {
    const { text } = held.line;
    const known = text === '' ? undefined : this.#spec.secrets.nameOf(text);
    const isSecret = verdict === 'secret' || verdict === 'visible-secret' || known !== undefined;
    const name = isSecret ? this.secretName(text, held.asked) : undefined;
    this.#inputs = [];
    const startedMs = held.events[0]?.atMs ?? this.nowMs();
    if (held.prompt !== '') this.#marker(startedMs, { kind: 'prompt', text: held.prompt });
    if (name === undefined && verdict !== 'given-up') this.#all(held);
    else this.#hidden(held, startedMs, name, verdict === 'visible-secret');
    const inputs = held.end === undefined || held.end.key === '' ? this.#inputs : this.#inputs.slice(0, -1);
    if (verdict !== 'given-up') this.#last = { text, prompt: held.asked, inputs };
  }

  #all(held: HeldTurn): void {
    for (const event of held.events) {
      if (event.kind === 'output') this.output(event.atMs, event.bytes);
      else if (event.kind === 'resize') this.resize(event.atMs, event.size);
      else this.#input(event.atMs, bytesOf(event.key), held.echo);
    }
  }

  /** Of a text that must not be read: its name, if it was handed in, the key that ended it, and only what was written with no trace of it. */
  #hidden(held: HeldTurn, startedMs: number, name: string | undefined, isShown: boolean): void {
    if (name !== undefined) {
      this.#marker(startedMs, { kind: 'secret', name, isShown });
      this.#input(startedMs, `<${name}>`, held.echo);
    }
    const last = held.events.findLastIndex(({ kind }) => kind === 'key');
    const isOver = held.end !== undefined && held.end.key !== '';
    for (const [at, event] of held.events.entries()) {
      if (event.kind === 'resize') this.resize(event.atMs, event.size);
      else if (event.kind === 'output') {
        const isAfter = isOver && at > last;
        if (isAfter || isMask(event.bytes, held.prompt)) this.output(event.atMs, event.bytes);
      } else if (isOver && at === last) {
        this.#input(event.atMs, bytesOf(event.key), held.echo);
      }
    }
  }

  #input(atMs: number, text: string, echo: EchoState): void {
    this.#spec.clock.writing(atMs);
    const event = this.#spec.writer.input(this.#spec.secrets.redactor.text(text));
    if (event === undefined) return;
    this.#inputs.push(event);
    this.#spec.flags.add(event, echo);
  }

  #marker(atMs: number, marker: Marker): void {
    this.#spec.clock.writing(atMs);
    this.#spec.writer.marker(this.#spec.secrets.redactor.text(formatMarker(marker)));
  }
}

/** What was pressed, as it was sent. */
function bytesOf(key: PressedKey): string {
  if (key.kind === 'key') return key.bytes;
  return key.isPasted ? `\x1b[200~${key.text}\x1b[201~` : key.text;
}

/** Output that shows nothing of what is typed: control sequences, masks, and the prompt drawn once more. */
function isMask(bytes: Uint8Array, prompt: string): boolean {
  const visible = stripVTControlCharacters(Buffer.from(bytes).toString('utf8'))
    .replaceAll(/[\x00-\x1f\x7f]/g, '')
    .replace(prompt.trim(), '')
    .trim();
  return /^[*•●∙·⬤▪]*$/u.test(visible);
}
