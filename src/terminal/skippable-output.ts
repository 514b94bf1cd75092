/**
 * Which output can be dropped unseen. A terminal emulator parses a few MB/s, a program writes fifty; what has scrolled
 * away before anybody looked need not be parsed, as long as the terminal ends up in the same state.
 *
 * Why a drop changes nothing. Call *harmless* a stretch of output that holds only text, C0 controls other than SO and
 * SI, and the sequences of `harmlessSequence`; the parser is in its ground state where it begins (and so where it ends:
 * every sequence in it is complete). None of these moves the cursor up, to another row or into a saved place, sets a mode, a
 * scroll region, a tab stop or a character set other than ASCII, or asks for a reply. So for a stretch D that begins in
 * ground state, ends with CR LF and holds at least `rows` line feeds, on a screen whose scroll region is the whole
 * screen and without reverse wraparound (where BS does move up):
 * 1. After D the cursor is in the first column of the last row: a line feed moves down or scrolls, nothing moves up.
 * 2. What D leaves behind besides cells is: the cursor; the rendition in force, the cursor's visibility and, at most, ASCII
 *    as G0, all three set by constants (SGR, `?25`, `ESC ( B`), so that the last occurrence of each distinct sequence, in
 *    order, has the same effect as all of them. After a line feed nothing is left that a combining character or REP
 *    could act on.
 * 3. Let E be those last occurrences and `rows` times CR LF. After E and after D the terminals differ in cells of the screen only.
 * 4. If R follows D, harmless, with `rows` line feeds, then each scrolls by one row (1), so every one of those cells has left
 *    the screen. With no scrollback nothing can bring them back, so D R and E R are the same to whatever comes next.
 * Anything else is parsed completely. The alternate screen needs no rule: it scrolls like the other one.
 */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** SGR; moves and erasures within the line (CUF CUB CHA EL DCH ECH ICH); cursor shown or hidden; ASCII as G0 (`tput sgr0`). */
const harmlessSequence = String.raw`\[(?:[\d;:]*[mCDGKPX@]|\?25[hl])|\(B`;
/** SO, SI, C1 controls in UTF-8 (0x80-0x9f take two bytes, the first 0xc2), and every other sequence. */
const harmful = new RegExp(String.raw`[\x0e\x0f]|\xc2[\x80-\x9f]|\xc2$|\x1b(?!${harmlessSequence})`, 'g');
/** A sequence after which the parser is in ground state whatever went before: ESC starts one from every state. */
const complete =
  /\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|[\x20-\x2f]+[\x30-\x7e]|[\x30-\x4f\x51-\x57\x59\x5a\x5c\x60-\x7e]|\][\x20-\x7e]*\x07)/g;

const LF = 0x0a;
/** Longer strings leave V8's young generation: measured 1200 MB/s for the scan up to 64 kB, 180 above 128 kB. */
const pieceSize = 32 * 1024;
/** Shorter stretches are not worth a look. */
const minStretch = 4 * 1024;

/**
 * The long harmless stretches of output in order, and whether the parser is in ground state after it.
 * `isGround`: whether it certainly is before it.
 */
export function harmlessStretches(
  bytes: Buffer,
  isGround: boolean,
): { readonly stretches: readonly Stretch[]; readonly endsInGround: boolean } {
  const stretches: Stretch[] = [];
  /** Where the present stretch began; undefined while the parser's state is not known. */
  let start = isGround ? 0 : undefined;
  const endAt = (end: number): void => {
    if (start !== undefined && end - start >= minStretch) stretches.push({ start, end });
  };
  for (let base = 0; base < bytes.length;) {
    const end = pieceEnd(bytes, base);
    const text = bytes.toString('latin1', base, end);
    for (let at = 0; at < text.length;) {
      if (start === undefined) {
        const ground = indexAfter(complete, text, at);
        if (ground === undefined) break;
        start = base + ground;
        at = ground;
      }
      const found = indexOf(harmful, text, at);
      if (found === undefined) break;
      endAt(base + found);
      const isShift = text[found] === '\x0e' || text[found] === '\x0f';
      at = isShift ? found + 1 : found;
      start = isShift ? base + at : undefined;
    }
    base = end;
  }
  endAt(bytes.length);
  return { stretches, endsInGround: start !== undefined };
}

function indexOf(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index;
}

function indexAfter(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Pieces end after a line feed: no harmless sequence and no character lies across. */
function pieceEnd(bytes: Buffer, from: number): number {
  if (bytes.length - from <= pieceSize) return bytes.length;
  const last = bytes.lastIndexOf(LF, from + pieceSize - 1);
  if (last >= from) return last + 1;
  const next = bytes.indexOf(LF, from + pieceSize);
  return next < 0 ? bytes.length : next + 1;
}

/** What of a harmless stretch need not be parsed (D above), if there is enough of it to be worth it. */
export function droppable(bytes: Buffer, stretch: Stretch, rows: number): Stretch | undefined {
  const start = bytes.indexOf(LF, stretch.start) + 1;
  if (start === 0) return undefined;
  let end = stretch.end;
  for (let lines = 0; lines < rows; lines++) {
    end = bytes.lastIndexOf(LF, end - 1);
    if (end < start) return undefined;
  }
  end = bytes.lastIndexOf('\r\n', end - 1) + 2;
  return hasLines(bytes, { start, end }, rows) ? { start, end } : undefined;
}

function hasLines(bytes: Buffer, { start, end }: Stretch, rows: number): boolean {
  let at = start;
  for (let lines = 0; lines < rows; lines++) {
    const found = bytes.indexOf(LF, at);
    if (found < 0 || found >= end) return false;
    at = found + 1;
  }
  return true;
}

/** The sequences of a harmless stretch that leave something behind, each distinct one once, in order of their last occurrence. */
export type Settings = (bytes: Buffer) => string | undefined;

/** With more distinct renditions than this since the last reset (a rainbow) it is not worth the trouble: undefined. */
const maxDistinct = 64;
const otherSettings = ['\x1b[?25h', '\x1b[?25l', '\x1b(B'];
const otherBeginnings = ['\x1b[?', '\x1b(B'];

/** Remembers the sequences it has seen, so that a scan need not stop at each of them. */
export function createSettings(): Settings {
  let known: string[] = [];
  let unknown = unknownTo(known);

  function keep(sequences: string[]): void {
    if (sequences.length === known.length) return;
    known = sequences;
    unknown = unknownTo(known);
  }

  function learnFrom(text: string): void {
    for (let from = 0; known.length <= maxDistinct;) {
      unknown.lastIndex = from;
      const found = unknown.exec(text);
      if (found === null) return;
      from = found.index + found[0].length;
      keep([...known, found[0]]);
    }
  }

  return (bytes) => {
    // A reset puts every rendition back: what went before it is without effect.
    const reset = Math.max(0, bytes.lastIndexOf('\x1b[0m'), bytes.lastIndexOf('\x1b[m'));
    for (let at = reset; at < bytes.length; at = pieceEnd(bytes, at)) {
      learnFrom(bytes.toString('latin1', at, pieceEnd(bytes, at)));
    }
    const isTooMany = known.length > maxDistinct;
    const lastAt = new Map(known.map((sequence) => [sequence, bytes.lastIndexOf(sequence)]));
    keep(isTooMany ? [] : known.filter((sequence) => (lastAt.get(sequence) ?? -1) >= reset));
    if (isTooMany) return undefined;
    if (otherBeginnings.some((beginning) => bytes.includes(beginning))) {
      for (const sequence of otherSettings) lastAt.set(sequence, bytes.lastIndexOf(sequence));
    }
    return [...lastAt]
      .filter(([sequence, at]) => at >= (sequence.endsWith('m') ? reset : 0))
      .sort((one, other) => one[1] - other[1])
      .map(([sequence]) => sequence)
      .join('');
  };
}

/** Finds a rendition (SGR) that is none of these. */
function unknownTo(known: readonly string[]): RegExp {
  const seen = known.map((sequence) => sequence.slice(2)).join('|');
  return new RegExp(String.raw`\x1b\[${seen === '' ? '' : `(?!${seen})`}[\d;:]*m`, 'g');
}
