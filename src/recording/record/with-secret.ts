import { inOrder, type Redactor } from '../../redact.js';
import type { CastEvent } from '../cast.js';
import type { HiddenCommand } from '../generate/hide-in-command.js';
import { formatMarker, parseMarker } from '../marker.js';

/** An answer as it stands on the recording. */
export interface GivenAnswer {
  readonly text: string;
  /** What it answered. */
  readonly prompt: string;
  /** The events of its text, and of the key that submitted it. */
  readonly inputs: readonly number[];
  readonly end?: number;
}

/** What takes values of secrets out of texts, and out of commands, which go on with variables in their place. */
export interface Concealing {
  readonly redactor: Redactor;
  readonly command: (command: string) => HiddenCommand;
}

/** Answers that have become secrets: each with its name. */
export type SecretAnswer = GivenAnswer & { readonly name: string };

/** Events of a recording, and for each the index it had before. */
export interface Edited {
  readonly events: readonly CastEvent[];
  readonly indices: readonly (number | undefined)[];
}

/**
 * The events of a recording with some answers made secrets: their names stand where their texts were typed, and there is no trace
 * of them in what the program wrote, the echo of corrections left out.
 */
export function withSecrets(
  events: readonly CastEvent[],
  answers: readonly SecretAnswer[],
  { redactor, command }: Concealing,
): Edited {
  const edited: { readonly event: CastEvent; readonly index: number | undefined }[] = [];
  const ordered = inOrder(redactor.stream());
  /** The answer whose echo may still come. */
  let open: SecretAnswer | undefined;
  const add = (event: CastEvent, index?: number): void =>
    ordered.then(() => void edited.push({ event, index }));
  for (const [index, event] of events.entries()) {
    const { atSeconds } = event;
    if (event.kind === 'output') {
      const rest = open === undefined ? event.text : behindEcho(event.text, isOver(open, index));
      if (rest === undefined) continue;
      if (isOver(open, index)) open = undefined;
      ordered.output(Buffer.from(rest), (bytes) => {
        const text = Buffer.from(bytes).toString('utf8');
        edited.push({ event: { kind: 'output', atSeconds, text }, index });
      });
    } else if (event.kind === 'input') {
      const answer = answers.find(({ inputs }) => inputs.includes(index));
      if (answer === undefined) add({ ...event, text: redactor.text(event.text) }, index);
      else if (index === answer.inputs[0]) {
        const label = formatMarker({ kind: 'secret', name: answer.name, isShown: true });
        add({ kind: 'marker', atSeconds, label });
        add({ kind: 'input', atSeconds, text: `<${answer.name}>` }, index);
        open = answer;
      }
    } else if (event.kind === 'marker') {
      const marker = parseMarker(event.label);
      const hidden = marker?.kind === 'spawn' ? command(marker.command) : undefined;
      for (const each of hidden?.env ?? [])
        add({ kind: 'marker', atSeconds, label: formatMarker({ kind: 'env', ...each }) });
      const label = hidden && formatMarker({ kind: 'spawn', command: hidden.command });
      add({ ...event, label: redactor.text(label ?? event.label) }, index);
    } else add(event, index);
  }
  ordered.flush();
  return { events: edited.map(({ event }) => event), indices: edited.map(({ index }) => index) };
}

const isOver = (answer: GivenAnswer | undefined, index: number): boolean =>
  answer !== undefined && index > (answer.end ?? answer.inputs.at(-1) ?? -1);

/**
 * What stands behind the echo of a text: nothing until its line has ended; undefined when there is nothing. `isSubmitted`: what was
 * typed has been submitted by then.
 */
export function behindEcho(text: string, isSubmitted: boolean): string | undefined {
  if (!isSubmitted) return undefined;
  const end = text.search(/[\r\n\x1b]/);
  return end < 0 ? undefined : text.slice(end);
}
