import { createEscapeParser } from './escape-parser.js';

/** A character in UTF-8, of which each byte is one character here; or a byte that is no part of one. */
const character = /[\xc2-\xf4][\x80-\xbf]{1,3}|[^]/g;
const nothing = (): void => undefined;

/**
 * Where in a program's bytes, each one character, texts end that it wrote one behind the other: each where it stands first behind the
 * one before. Blanks do not count, for a program may move the cursor instead. One that does not stand there as it is, because it was
 * put together by writing over something, is passed over: rather too little is spent than too much.
 */
export function rawPlaceBehind(bytes: string, texts: readonly string[]): number {
  const { shown, ends } = shownIn(bytes);
  let at = 0;
  for (const text of texts) {
    const wanted = text.replaceAll(/\s/g, '');
    const found = wanted === '' ? -1 : shown.indexOf(wanted, at);
    if (found >= 0) at = found + wanted.length;
  }
  return ends[at - 1] ?? 0;
}

/** What of the bytes is shown, without blanks, and for each of its UTF-16 units where its bytes end. */
function shownIn(bytes: string): { readonly shown: string; readonly ends: readonly number[] } {
  let shown = '';
  const ends: number[] = [];
  const parser = createEscapeParser({
    print: (text) => void (shown += text.replaceAll(/\s/g, '')),
    control: nothing,
    csi: nothing,
    escape: nothing,
    softReset: nothing,
    query: nothing,
  });
  for (const { 0: unit, index } of bytes.matchAll(character)) {
    parser.push(unit < '\x80' ? unit : Buffer.from(unit, 'latin1').toString());
    while (ends.length < shown.length) ends.push(index + unit.length);
  }
  return { shown, ends };
}
