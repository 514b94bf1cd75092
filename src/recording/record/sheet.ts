import { type InOrder, inOrder } from '../../redact.js';
import type { PressedKey } from '../../terminal/read-keys.js';
import type { EchoState, TerminalSize } from '../../terminal/terminal.js';
import type { HiddenCommand } from '../generate/hide-in-command.js';
import { formatMarker, type Marker, type Note } from '../marker.js';
import type { CastWriter } from '../writer.js';
import { takenKey, type Verdict } from './classify.js';
import type { FlagsWriter } from './flags-writer.js';
import { type HeldEvent, type HeldTurn, isOfEnd } from './held-turn.js';
import { withoutTyped } from './hidden-command.js';
import type { TypedSecrets } from './secrets.js';
import type { SheetClock } from './sheet-clock.js';
import { type Edited, type GivenAnswer, withSecrets } from './with-secret.js';
import { withoutText } from './without-text.js';

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
  /** Variables that stand in the command for secrets. */
  readonly env?: readonly { readonly variable: string; readonly secret: string }[];
}

/** The recording as it is written: what is on it holds no value of a secret. */
export class Sheet {
  readonly #spec: SheetSpec;
  /** What may begin a secret is written later, and so is what comes behind it. */
  readonly #ordered: InOrder;
  /** The inputs of the answer that is being written. */
  #inputs: number[] = [];
  /** Why the recording could not be written anew, and holds a secret in clear; undefined when it does not. */
  failure: unknown;
  /** Answers that stand there in full. */
  #answers: GivenAnswer[] = [];
  /** The answer that was given last. */
  #last: GivenAnswer | undefined;

  constructor(spec: SheetSpec) {
    this.#spec = spec;
    this.#ordered = inOrder(spec.secrets.redactor.stream());
  }

  nowMs(): number {
    return this.#spec.clock.now();
  }

  output(atMs: number, bytes: Uint8Array): void {
    this.#ordered.output(bytes, (shown) => {
      this.#spec.clock.writing(atMs);
      this.#spec.writer.output(shown);
    });
  }

  resize(atMs: number, size: TerminalSize): void {
    this.#ordered.then(() => {
      this.#spec.clock.writing(atMs);
      this.#spec.writer.resize(size);
    });
  }

  note(atMs: number, note: Note): void {
    this.#marker(atMs, { kind: 'note', note });
  }

  /** Where the program runs and what it is given, and the program. */
  begin({ command, base, inputs, env = [] }: Beginning): void {
    const atMs = this.nowMs();
    if (base !== undefined) this.#marker(atMs, { kind: 'base', ref: base });
    for (const [name, from] of Object.entries(inputs)) this.#marker(atMs, { kind: 'input', name, from });
    for (const each of env) this.#marker(atMs, { kind: 'env', ...each });
    this.#marker(this.nowMs(), { kind: 'spawn', command });
  }

  /** The program has ended. */
  end(status: string): void {
    const atMs = this.nowMs();
    this.#ordered.flush();
    this.#spec.clock.writing(atMs);
    this.#spec.writer.endOutput();
    this.#marker(atMs, { kind: 'end', status });
  }

  /** The name that a secret of such a prompt would get. */
  freeName(asked: string): string {
    return this.#spec.secrets.freeName(asked);
  }

  /** The answer that was given last is a secret: all that was written is written anew. Returns its name. */
  makeLastSecret(): string | undefined {
    this.#ordered.flush();
    const last = this.#last;
    if (last === undefined || last.text === '') return undefined;
    const name = this.#spec.secrets.add(last.text, last.prompt);
    this.#writeAnew();
    this.#last = undefined;
    return name;
  }

  /** An answer with all that was held since its first key. */
  turn(held: HeldTurn, verdict: Verdict): void {
    const { text } = held.line;
    const { secrets } = this.#spec;
    const known = text === '' ? undefined : secrets.nameOf(text);
    const isSecret = verdict === 'secret' || verdict === 'visible-secret' || known !== undefined;
    const name = isSecret ? secrets.add(text, held.asked) : undefined;
    if (verdict === 'given-up') secrets.redactor.add(text);
    // It may stand in what was written before, where nobody knew.
    if (isSecret && known === undefined) this.#tryToWriteAnew();
    const startedMs = held.events[0]?.atMs ?? this.nowMs();
    if (held.prompt !== '') this.#marker(startedMs, { kind: 'prompt', text: held.prompt });
    this.#ordered.then(() => {
      this.#inputs = [];
      this.#last = undefined;
    });
    if (name !== undefined || verdict === 'given-up')
      this.#hidden(held, startedMs, name, verdict === 'visible-secret');
    else {
      this.#all(held);
      this.#ordered.then(() => this.#given(held));
    }
    // A note stands behind what it is said of.
    for (const note of held.notes) this.note(held.events.at(-1)?.atMs ?? startedMs, note);
  }

  /** What comes next is written all the same; that the recording holds a secret is told at its end. */
  #tryToWriteAnew(): void {
    try {
      this.#writeAnew();
    } catch {
      // It is in `failure`.
    }
  }

  #given({ line: { text }, asked: prompt, end }: HeldTurn): void {
    const isSubmitted = end !== undefined && end.key !== '' && end.key !== takenKey;
    const inputs = isSubmitted ? this.#inputs.slice(0, -1) : this.#inputs;
    const last = isSubmitted ? this.#inputs.at(-1) : undefined;
    this.#last = { text, prompt, inputs, ...(last !== undefined && { end: last }) };
    if (text !== '') this.#answers.push(this.#last);
  }

  /** Without what is known by now to be a secret. Throws what hinders it, which is told at the end too, unless it goes well later. */
  #writeAnew(): void {
    try {
      this.#rewrite();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  #rewrite(): void {
    const { secrets, writer, flags } = this.#spec;
    const { redactor } = secrets;
    const answers = this.#answers.flatMap((answer) => {
      const name = secrets.nameOf(answer.text);
      return name === undefined ? [] : [{ ...answer, name }];
    });
    this.#ordered.flush();
    // Flags that belong to other events would be worse than none.
    flags.clear();
    let edited: Edited | undefined;
    const command = (each: string): HiddenCommand => withoutTyped(each, secrets);
    writer.rewrite(
      (events) => (edited = withSecrets(events, answers, { redactor, command })).events,
      (text) => redactor.text(command(text).command),
    );
    const moved = new Map(edited?.indices.map((before, now) => [before, now]));
    this.#answers = this.#answers
      .filter((each) => !answers.some(({ inputs }) => inputs === each.inputs))
      .map((each) => movedTo(each, moved));
    flags.moved(edited?.indices ?? []);
  }

  #all(held: HeldTurn): void {
    const { redactor } = this.#spec.secrets;
    const { text, states } = held.line;
    const isClear = [text, ...states].every((each) => redactor.text(each) === each);
    let isTold = isClear;
    for (const event of held.events) {
      if (event.kind !== 'key' || isClear || isOfEnd(event.key, held)) this.#event(event, held.echo);
      else if (!isTold) {
        // A secret in a longer answer: key by key it would not be seen.
        this.#input(event.atMs, redactor.text(text), held.echo);
        isTold = true;
      }
    }
  }

  /** Of a text that must not be read: its name, if it was handed in, and what shows nothing of it. */
  #hidden(held: HeldTurn, startedMs: number, name: string | undefined, isShown: boolean): void {
    if (name !== undefined) {
      this.#marker(startedMs, { kind: 'secret', name, isShown });
      this.#input(startedMs, `<${name}>`, held.echo);
    }
    for (const event of withoutText(held, isShown)) this.#event(event, held.echo);
  }

  #event(event: HeldEvent, echo: EchoState): void {
    if (event.kind === 'output') this.output(event.atMs, event.bytes);
    else if (event.kind === 'resize') this.resize(event.atMs, event.size);
    else this.#input(event.atMs, bytesOf(event.key), echo);
  }

  #input(atMs: number, text: string, echo: EchoState): void {
    this.#ordered.then(() => {
      const { clock, writer, secrets, flags } = this.#spec;
      clock.writing(atMs);
      const event = writer.input(secrets.redactor.text(text));
      if (event === undefined) return;
      this.#inputs.push(event);
      flags.add(event, echo);
    });
  }

  #marker(atMs: number, marker: Marker): void {
    this.#ordered.then(() => {
      const { clock, writer, secrets } = this.#spec;
      clock.writing(atMs);
      writer.marker(secrets.redactor.text(formatMarker(marker)));
    });
  }
}

function movedTo(answer: GivenAnswer, moved: ReadonlyMap<number | undefined, number>): GivenAnswer {
  const { inputs, end, ...rest } = answer;
  const last = end === undefined ? undefined : moved.get(end);
  return {
    ...rest,
    inputs: inputs.flatMap((each) => moved.get(each) ?? []),
    ...(last !== undefined && { end: last }),
  };
}

/** What was pressed, as it was sent. */
function bytesOf(key: PressedKey): string {
  if (key.kind === 'key') return key.bytes;
  return key.isPasted ? `\x1b[200~${key.text}\x1b[201~` : key.text;
}
