import { bytesOf, createFinder, type Finder, type FinderStream, visibleOf } from '../redact.js';
import type { AuditFinding } from './finding.js';
import type { Needle } from './traces.js';

export interface SearchOptions {
  readonly needles: readonly Needle[];
  /** Takes the secrets of the run off a text. */
  readonly hide: (text: string) => string;
}

/** Looks for what may not be in an image in one file (or name, or document) after the other. */
export class ContentSearch {
  /** What findings are called of which chance is as likely a cause: short secrets, looked for as words. */
  readonly words: ReadonlySet<string>;
  readonly #plain: Finder;
  readonly #visible: Finder;
  readonly #options: SearchOptions;
  readonly #named: Named;

  constructor(options: SearchOptions) {
    const { needles } = options;
    this.words = new Set(needles.flatMap(({ boundary, what }) => (boundary === 'word' ? [what] : [])));
    this.#named = createNamed(needles);
    this.#plain = createFinder(textsOf(needles), { isVisible: false });
    this.#visible = createFinder(textsOf(needles.filter(mayBeBroken)), { isVisible: true });
    this.#options = options;
  }

  /** Begins a file. `isText`: its lines are counted, and what a program coloured or broken is found too. */
  open(place: string, { isText }: { readonly isText: boolean }): OpenContent {
    return new OpenContent({
      ...this.#options,
      place,
      isText,
      named: this.#named,
      plain: this.#plain.stream(),
      ...(isText && { visible: this.#visible.stream() }),
      // Twice: what is shown before it begins with no half of another.
      contextBytes: 2 * this.#plain.longestBytes + shownBytes,
    });
  }

  /** Of a text that is there whole. */
  text(place: string, text: string): readonly AuditFinding[] {
    return this.#whole(this.open(place, { isText: true }), text);
  }

  /** Of names, in which a short secret means nothing: `oracle` is in every path below /opt/oracle. */
  names(place: string, text: string): readonly AuditFinding[] {
    return this.#whole(this.open(place, { isText: false }), text);
  }

  #whole(content: OpenContent, text: string): readonly AuditFinding[] {
    content.push(Buffer.from(text));
    return content.end();
  }
}

/** Only of texts there is a coloured or a broken form. */
const mayBeBroken = ({ isSecret, text }: Needle): boolean => isSecret && typeof text === 'string';

const textsOf = (needles: readonly Needle[]): (string | Uint8Array)[] => needles.map(({ text }) => text);

/** How much of a line is shown before what was found. */
const shownBytes = 80;
const longestBegunBytes = 1_000_000;
const lineFeed = 0x0a;

interface ContentOptions extends SearchOptions {
  readonly place: string;
  readonly isText: boolean;
  readonly named: Named;
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
    // What may be a broken secret can be long: there are colours between its characters.
    const begun = Math.min(end - (visible?.pendingFrom ?? end), longestBegunBytes);
    const keptBytes = contextBytes + begun;
    const kept = piece.length >= keptBytes ? piece : Buffer.concat([this.#tail, piece]);
    const keptStart = end - kept.length;
    const from = Math.max(0, kept.length - keptBytes);
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
      const needle = this.#options.named(found, isBroken);
      if (needle !== undefined && this.#isBounded(needle, window, begin, end))
        this.#add(needle, window, begin, { from, to });
    }
  }

  #isBounded({ boundary }: Needle, window: Buffer, begin: number, end: number): boolean {
    const [before, after] = [characterOf(window[begin - 1]), characterOf(window[end])];
    if (boundary === 'word') return this.#options.isText && !/\w/.test(before) && !/\w/.test(after);
    if (boundary === 'address') return !/[\w.-]/.test(before) && !/\d/.test(after);
    return boundary === undefined || !/[\w.-]/.test(after);
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
    const shown = `${before.slice(-shownBytes)}${isSecret ? '[hidden]' : bytesOf(text).toString()}`;
    const line = this.#tailLine + linesIn(window.subarray(0, begin));
    const finding = { what, place, count: 1, remedy, ...(isText && { line, shown }) };
    this.#findings.set(what, { finding, end: to });
  }
}

/** Which needle bytes that were found are, broken by colours and line ends or not. */
type Named = (found: Uint8Array, isBroken: boolean) => Needle | undefined;

/** So many different findings are remembered by their bytes: a log may have one secret a million times. */
const mostRemembered = 1000;

/** Of needles that fit the first; a needle that stands there whole is no broken one. */
function createNamed(needles: readonly Needle[]): Named {
  const all = needles.map((needle) => {
    const bytes = bytesOf(needle.text);
    return { needle, whole: bytes.toString('latin1'), visible: latin1(visibleOf(bytes)) };
  });
  const known = new Map<string, Needle | undefined>();
  const look = (text: string, isBroken: boolean, found: Uint8Array): Needle | undefined => {
    if (!isBroken) return all.find(({ whole }) => text.includes(whole))?.needle;
    const seen = latin1(visibleOf(found));
    return all.find(
      ({ needle, whole, visible }) => mayBeBroken(needle) && !text.includes(whole) && seen.includes(visible),
    )?.needle;
  };
  return (found, isBroken) => {
    const text = latin1(found);
    const key = `${isBroken ? 'b' : 'w'}${text}`;
    if (!known.has(key)) {
      if (known.size >= mostRemembered) known.clear();
      known.set(key, look(text, isBroken, found));
    }
    return known.get(key);
  };
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lineFeed) count++;
  return count;
}

const characterOf = (byte: number | undefined): string =>
  byte === undefined ? '' : String.fromCharCode(byte);
