import type { Redactor } from '../../redact.js';
import type { CastEvent } from '../cast.js';
import { formatMarker } from '../marker.js';

/** An answer as it stands on the recording. */
export interface GivenAnswer {
  readonly text: string;
  readonly prompt: string;
  /** The events of its text. */
  readonly inputs: readonly number[];
}

/**
 * The events of a recording with one answer made a secret: its name stands where its text was typed, and no trace of it in what
 * the program wrote before and after. `indices` has for each event the one it was before.
 */
export function withSecret(
  events: readonly CastEvent[],
  secret: GivenAnswer & { readonly name: string; readonly isShown: boolean; readonly redactor: Redactor },
): { readonly events: readonly CastEvent[]; readonly indices: readonly (number | undefined)[] } {
  const { inputs, name, isShown, redactor } = secret;
  const [first = -1, last = -1] = [inputs[0], inputs.at(-1)];
  const edited: { readonly event: CastEvent; readonly index: number | undefined }[] = [];
  const stream = redactor.stream();
  let atSeconds = 0;
  const output = (bytes: Uint8Array, index?: number): void => {
    const text = Buffer.from(bytes).toString('utf8');
    if (text !== '') edited.push({ event: { kind: 'output', atSeconds, text }, index });
  };
  for (const [index, event] of events.entries()) {
    ({ atSeconds } = event);
    if (event.kind === 'output') {
      // Its echo may have been corrected while it was typed: what of it can be seen is no whole secret.
      if (index < first || index > last) output(stream.push(Buffer.from(event.text)), index);
    } else if (index === first) {
      const label = formatMarker({ kind: 'secret', name, isShown });
      edited.push({ event: { kind: 'marker', atSeconds, label }, index: undefined });
      edited.push({ event: { kind: 'input', atSeconds, text: `<${name}>` }, index });
    } else if (event.kind === 'marker') {
      edited.push({ event: { ...event, label: redactor.text(event.label) }, index });
    } else if (event.kind === 'input') {
      if (!inputs.includes(index))
        edited.push({ event: { ...event, text: redactor.text(event.text) }, index });
    } else edited.push({ event, index });
  }
  output(stream.end());
  return { events: edited.map(({ event }) => event), indices: edited.map(({ index }) => index) };
}
