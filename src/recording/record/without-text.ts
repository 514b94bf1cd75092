import { stripVTControlCharacters } from 'node:util';
import { isMaskText } from '../field.js';
import { takenKey } from './classify.js';
import { type HeldEvent, type HeldTurn, isOfEnd } from './held-turn.js';
import { behindEcho } from './with-secret.js';

/** Of a text that must not be read: the key that ended it, and only what was written with no trace of it. */
export function* withoutText(held: HeldTurn, isShown: boolean): Generator<HeldEvent> {
  const last = held.events.findLastIndex(({ kind }) => kind === 'key');
  const known = new Set(held.before.lines.flatMap((line) => wordsIn(line.text)));
  let isEchoing = isShown && held.end !== undefined && held.end.key !== takenKey;
  for (const [at, event] of held.events.entries()) {
    if (event.kind === 'resize') yield event;
    else if (event.kind === 'output') {
      // The echo of corrections would move the cursor away from where nothing is shown.
      if (at < last && (isShown || !isMask(event.bytes, known))) continue;
      const rest =
        at > last && isEchoing ? behindEcho(Buffer.from(event.bytes).toString('utf8'), true) : undefined;
      if (at > last && isEchoing && rest === undefined) continue;
      if (at > last) isEchoing = false;
      yield rest === undefined ? event : { ...event, bytes: Buffer.from(rest) };
    } else if (at === last && isOfEnd(event.key, held)) yield event;
  }
}

/** Output that shows nothing of what is typed: control sequences, masks, and what stood there already, drawn once more. */
function isMask(bytes: Uint8Array, known: ReadonlySet<string>): boolean {
  const visible = stripVTControlCharacters(Buffer.from(bytes).toString('utf8'));
  // Behind the mask a field may draw a cursor of its own; a piece that is left out whole would take its control sequences along.
  const isSigns = (word: string): boolean => isMaskText(word) || isMaskText(word.replace(/[_█]+$/u, ''));
  return wordsIn(visible).every((word) => isSigns(word) || (word.length > 1 && known.has(word)));
}

const wordsIn = (text: string): readonly string[] =>
  text.split(/[\s\x00-\x1f\x7f]+/).filter((word) => word !== '');
