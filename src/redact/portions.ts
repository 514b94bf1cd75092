import { certificatesIn } from './certificates.js';

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
 * spread evenly, the first and the last bytes among them. Not what lies in a certificate, which is for everybody.
 */
export function portionsOf(file: Uint8Array, portioning: Portioning): readonly Uint8Array[] {
  const content = contentOf(file);
  const certificates = certificatesIn(content);
  return portions(content, portioning).flatMap(({ from, part }) => {
    const to = from + part.length;
    if (from > 0 && new Set(part).size < fewestDifferent) return [];
    return certificates.some((each) => each.from <= from && to <= each.to) ? [] : [part];
  });
}

/** The same of a long line; none of one that is itself no longer than a portion. */
export function portionsOfLine(line: string, portioning: Portioning): readonly string[] {
  if (line.length <= portioning.bytes) return [];
  const text = {
    length: line.length,
    subarray: (from: number, to: number) => line.slice(wholeFrom(line, from), wholeFrom(line, to)),
  };
  return portions(text, portioning).flatMap(({ part }) =>
    new Set(part).size < fewestCharacters ? [] : [part],
  );
}

/** The same place, or the next one where it is in the middle of a surrogate pair. */
const wholeFrom = (text: string, at: number): number =>
  (text.codePointAt(at - 1) ?? 0) > 0xffff ? at + 1 : at;

function portions<T>(
  content: Cuttable<T>,
  { bytes, most }: Portioning,
): readonly { readonly from: number; readonly part: T }[] {
  const last = Math.max(0, Math.ceil((content.length - bytes) / 3) * 3);
  const step = bytes - overlapBytes;
  const count = Math.ceil(last / step) + 1;
  const startOf = (at: number): number =>
    count <= most ? Math.min(at * step, last) : Math.round((last * at) / (most - 1) / 3) * 3;
  return Array.from({ length: Math.min(count, most) }, (_, at) => ({
    from: startOf(at),
    part: content.subarray(startOf(at), Math.min(startOf(at) + bytes, content.length)),
  }));
}
