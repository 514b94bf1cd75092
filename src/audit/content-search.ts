import { createFinder, type Finder, type FinderStream, visibleOf } from '../redact.js';
import type { AuditFinding } from './finding.js';
import type { Needle } from './traces.js';

export interface SearchOptions {
  readonly needles: readonly Needle[];
  /** Takes the secrets of the run off a text. */
  readonly hide: (text: string) => string;
}

/** Looks for what may not be in an image in one file (or name, or document) after the other. */
export class ContentSearch {
  readonly #plain: Finder;
  readonly #visible: Finder;
  readonly #options: SearchOptions;

  constructor(options: SearchOptions) {
    const { needles } = options;
    this.#plain = createFinder(textsOf(needles), { isVisible: false });
    this.#visible = createFinder(textsOf(needles.filter(({ isSecret }) => isSecret)), { isVisible: true });
    this.#options = options;
  }

  /** Begins a file. `isText`: its lines are counted, and what a program coloured or broken is found too. */
  open(place: string, { isText }: { readonly isText: boolean }): OpenContent {
    return new OpenContent({
      ...this.#options,
      place,
      isText,
      plain: this.#plain.stream(),
      ...(isText && { visible: this.#visible.stream() }),
      contextBytes: this.#plain.longestBytes + shownBytes,
    });
  }

  /** Of a text that is there whole. */
  text(place: string, text: string): readonly AuditFinding[] {
    const content = this.open(place, { isText: true });
    content.push(Buffer.from(text));
    return content.end();
  }
}

const textsOf = (needles: readonly Needle[]): string[] => needles.map(({ text }) => text);

/** How much of a line is shown before what was found. */
const shownBytes = 80;
const lineFeed = 0x0a;

interface ContentOptions extends SearchOptions {
  readonly place: string;
  readonly isText: boolean;
  readonly plain: FinderStream;
  readonly visible?: FinderStream;
  /** How many bytes before what is found are kept. */
  readonly contextBytes: number;
}

interface Hit {
  readonly from: number;
  readonly to: number;
  /** With something between its characters. */
  readonly isBroken: boolean;
}

/** A file that is looked through piece by piece. */
class OpenContent {
  readonly #options: ContentOptions;
  /** By what it is, with where the last one ends. */
  readonly #findings = new Map<string, { readonly finding: AuditFinding; readonly end: number }>();
  /** The last bytes before the piece. */
  #tail = Buffer.alloc(0);
  /** Where the tail begins in the file, and its line. */
  #tailStart = 0;
  #tailLine = 1;
  /** Those that end where the file ends so far: whether a word ends there is not known yet. */
  #undecided: readonly Hit[] = [];

  constructor(options: ContentOptions) {
    this.#options = options;
  }

  push(piece: Uint8Array): void {
    const { plain, visible, contextBytes, isText } = this.#options;
    const end = this.#tailStart + this.#tail.length + piece.length;
    const hits = [
      ...this.#undecided,
      ...plain.push(piece).map((hit) => ({ ...hit, isBroken: false })),
      ...(visible?.push(piece) ?? []).map((hit) => ({ ...hit, isBroken: true })),
    ];
    this.#undecided = hits.filter(({ to }) => to === end);
    const decided = hits.filter(({ to }) => to < end);
    // Joined only where it is read: most pieces have nothing.
    if (decided.length > 0) this.#tell(decided, Buffer.concat([this.#tail, piece]));
    const kept = piece.length >= contextBytes ? piece : Buffer.concat([this.#tail, piece]);
    const keptStart = end - kept.length;
    const from = Math.max(0, kept.length - contextBytes);
    if (isText) {
      if (keptStart > this.#tailStart) this.#tailLine += linesIn(this.#tail);
      this.#tailLine += linesIn(kept.subarray(0, from));
    }
    this.#tail = Buffer.from(kept.subarray(from));
    this.#tailStart = end - this.#tail.length;
  }

  /** What was found, each kind once. */
  end(): readonly AuditFinding[] {
    this.#tell(this.#undecided, this.#tail);
    this.#undecided = [];
    return [...this.#findings.values()].map(({ finding }) => finding);
  }

  #tell(hits: readonly Hit[], window: Buffer): void {
    for (const { from, to, isBroken } of hits) {
      const [begin, end] = [Math.max(0, from - this.#tailStart), to - this.#tailStart];
      const found = window.subarray(begin, end);
      const needle = this.#options.needles.find(isBroken ? isBrokenIn(found) : isWholeIn(found));
      if (needle !== undefined && (!needle.isWord || this.#isWord(window, begin, end)))
        this.#add(needle, window, begin, { from, to });
    }
  }

  #isWord(window: Buffer, begin: number, end: number): boolean {
    return this.#options.isText && !isLetter(window[begin - 1]) && !isLetter(window[end]);
  }

  #add(
    { what, remedy, isSecret, text }: Needle,
    window: Buffer,
    begin: number,
    { from, to }: Omit<Hit, 'isBroken'>,
  ): void {
    const { place, isText, hide } = this.#options;
    const known = this.#findings.get(what);
    if (known !== undefined) {
      // One form may be the beginning of another, and end in an earlier piece: it is the same secret.
      const count = known.finding.count + (from < known.end ? 0 : 1);
      this.#findings.set(what, { finding: { ...known.finding, count }, end: to });
      return;
    }
    const lineStart = begin === 0 ? 0 : window.lastIndexOf(lineFeed, begin - 1) + 1;
    const before = hide(window.toString('utf8', lineStart, begin));
    const shown = `${before.slice(-shownBytes)}${isSecret ? '[hidden]' : text}`;
    const line = this.#tailLine + linesIn(window.subarray(0, begin));
    const finding = { what, place, count: 1, remedy, ...(isText && { line, shown }) };
    this.#findings.set(what, { finding, end: to });
  }
}

const isWholeIn =
  (found: Buffer) =>
  ({ text }: Needle): boolean =>
    found.includes(text);

/** Whether it stands there with colours between its characters; one that stands there whole is found anyway. */
const isBrokenIn =
  (found: Buffer) =>
  ({ text, isSecret }: Needle): boolean =>
    isSecret &&
    !found.includes(text) &&
    Buffer.from(visibleOf(found)).includes(Buffer.from(visibleOf(Buffer.from(text))));

function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineFeed) count++;
  return count;
}

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && /[A-Za-z0-9_]/.test(String.fromCharCode(byte));
