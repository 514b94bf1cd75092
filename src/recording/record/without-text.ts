import { takenKey } from './classify.js';
import { Concealed } from './concealed.js';
import { type HeldEvent, type HeldTurn, isOfEnd } from './held-turn.js';
import { behindEcho } from './with-secret.js';

/** Of a text that must not be read: the key that ended it, and only what was written with no trace of it. */
export function* withoutText(held: HeldTurn, isShown: boolean): Generator<HeldEvent> {
  const last = held.events.findLastIndex(({ kind }) => kind === 'key');
  const concealed = new Concealed(held.before, [held.line.text, ...held.line.states].join('\n'));
  let isEchoing = isShown && held.end !== undefined && held.end.key !== takenKey;
  for (const [at, event] of held.events.entries()) {
    if (at === last && !isShown) yield { kind: 'output', atMs: event.atMs, bytes: concealed.rest() };
    if (event.kind === 'resize') yield event;
    else if (event.kind === 'output' && at < last) {
      // The echo of corrections would move the cursor away from where nothing is shown.
      if (!isShown) yield { ...event, bytes: concealed.next(event.bytes) };
    } else if (event.kind === 'output') {
      const rest = isEchoing ? behindEcho(Buffer.from(event.bytes).toString('utf8'), true) : undefined;
      if (isEchoing && rest === undefined) continue;
      isEchoing = false;
      yield rest === undefined ? event : { ...event, bytes: Buffer.from(rest) };
    } else if (at === last && isOfEnd(event.key, held)) yield event;
  }
}
