import { certificatesIn } from './certificates.js';
import { publicHalfOf } from './public-half.js';

/** How a long secret is cut. */
export interface Portioning {
  /** In each; a multiple of 3, so that base64 has no padding there. */
  readonly bytes: number;
  readonly most: number;
}

/** They overlap, so that nothing of an encoding is between two of them; a multiple of 3 too. */
const overlapBytes = 3;

/** A later portion of fewer different bytes, as of a part that is nearly empty, is in other files as well. */
const fewestDifferent = 32;
const fewestCharacters = 16;

/** What can be cut; characters of a text count as bytes. */
interface Cuttable<T> {
  readonly length: number;
  subarray(from: number, to: number): T;
}

/** A file that is no text, from its first byte that is not 0 on. */
export function contentOf(file: Uint8Array): Uint8Array {
  const from = file.findIndex((byte) => byte !== 0);
  return from < 0 ? new Uint8Array() : file.subarray(from);
}

/**
 * Portions of a file that is no text, each of which tells it: the whole of it side by side if that many are enough, else so many
 * spread evenly, the first and the last bytes among them. Not what is for everybody: what lies in a certificate, or of a key what
 * its public key has as well.
 */
export function portionsOf(file: Uint8Array, portioning: Portioning): readonly Uint8Array[] {
  const content = contentOf(file);
  const certificates = certificatesIn(content);
  const half = publicHalfOf(content);
  const isInHalf = (part: Uint8Array): boolean =>
    half?.includes(Buffer.from(part.subarray(unsettledBytes, -unsettledBytes))) === true;
  return portionsAmong([content], portioning).flatMap(({ from, part }) => {
    const to = from + part.length;
    if (from > 0 && new Set(part).size < fewestDifferent) return [];
    if (certificates.some((each) => each.from <= from && to <= each.to)) return [];
    return isInHalf(part) ? [] : [part];
  });
}

/** Of a portion in base64 that stands behind and before other bytes, so many at each end need not be there. */
const unsettledBytes = 2;

/**
 * The same of long lines, for all of which there are so many portions together; none of a line that is itself no longer than a
 * portion.
 */
export function portionsOfLines(lines: readonly string[], portioning: Portioning): readonly string[] {
  const long = lines
    .filter(({ length }) => length > portioning.bytes)
    .map((line) => ({
      length: line.length,
      subarray: (from: number, to: number) => line.slice(wholeFrom(line, from), wholeFrom(line, to)),
    }));
  return portionsAmong(long, portioning).flatMap(({ part }) =>
    new Set(part).size < fewestCharacters ? [] : [part],
  );
}

/** The same place, or the next one where it is in the middle of a surrogate pair. */
const wholeFrom = (text: string, at: number): number =>
  (text.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at;

function portionsAmong<T>(
  contents: readonly Cuttable<T>[],
  { bytes, most }: Portioning,
): readonly { readonly from: number; readonly part: T }[] {
  const all = contents.flatMap((content) =>
    startsIn(content.length, bytes).map((from) => ({ content, from })),
  );
  return spread(all, most).map(({ content, from }) => ({
    from,
    part: content.subarray(from, Math.min(from + bytes, content.length)),
  }));
}

/** Where portions begin that are side by side; the last ends where all does. */
function startsIn(length: number, bytes: number): readonly number[] {
  const last = Math.max(0, Math.ceil((length - bytes) / 3) * 3);
  const step = bytes - overlapBytes;
  return Array.from({ length: Math.ceil(last / step) + 1 }, (_, at) => Math.min(at * step, last));
}

/** So many of them at most, spread evenly, the first and the last among them. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const step = (all.length - 1) / (most - 1);
  const chosen = new Set(Array.from({ length: most }, (_, at) => Math.round(at * step)));
  return all.filter((_, at) => chosen.has(at));
}
