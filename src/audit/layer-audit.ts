import { createHash, type Hash } from 'node:crypto';
import type { ArchiveEntry, LayerVisitor } from '../engine/engine.js';
import type { ContentSearch } from './content-search.js';
import type { AuditFinding } from './finding.js';
import { FindingList } from './finding-list.js';
import type { PathTest } from './path-patterns.js';
import { leftover } from './leftovers.js';
import { PackageFiles } from './package-files.js';
import { breakingLines, lineRuleFor, type LineRule } from './settings-files.js';

export interface LayerAuditOptions {
  readonly search: ContentSearch;
  /** Paths no layer may have, and places where a finding is accepted. */
  readonly isDenied: PathTest;
  readonly isAllowed: PathTest;
  /** Takes the secrets of the run off a text. */
  readonly hide: (text: string) => string;
}

/** Settings are some kB; of a longer file only the beginning is read for its lines. */
const longestSettingsBytes = 1_000_000;

/** So many bytes tell text from what is none, as for git and grep. */
const sampleBytes = 8000;

const none = Buffer.alloc(0);

type OpenContent = ReturnType<ContentSearch['open']>;

/** Looks at one layer for what may not be in it. Holds the end of one file at a time, whatever their sizes. */
export class LayerAudit implements LayerVisitor {
  /** What is found at places where it may not be, and where it may. */
  readonly findings = new FindingList();
  readonly allowed = new FindingList();
  fileCount = 0;
  sizeBytes = 0;
  readonly #options: LayerAuditOptions;
  #path = '';
  #content: OpenContent | undefined;
  /** Of a text, while there are secrets so short that packages have them by chance. */
  #digest: Hash | undefined;
  readonly #packages = new PackageFiles();
  #list: ReturnType<PackageFiles['open']>;
  /** The beginning of a file while it is too short to tell. */
  #head: Buffer = none;
  #settings: { readonly rule: LineRule; readonly pieces: Uint8Array[]; bytes: number } | undefined;

  constructor(options: LayerAuditOptions) {
    this.#options = options;
  }

  entry(entry: ArchiveEntry): void {
    this.end();
    const { path, kind, target, attributes } = entry;
    this.#path = path;
    const names = [path, ...(target === undefined ? [] : [target]), ...attributes].join('\n');
    if (kind === 'deleted' || kind === 'emptied') return;
    for (const finding of this.#options.search.names(path, names)) this.#add(inName(finding));
    this.fileCount++;
    this.#lookAtPath(path, kind === 'directory');
    const rule = kind === 'file' ? lineRuleFor(path) : undefined;
    this.#settings = rule && { rule, pieces: [], bytes: 0 };
    this.#list = kind === 'file' ? this.#packages.open(path) : undefined;
  }

  bytes(piece: Uint8Array): void {
    this.sizeBytes += piece.length;
    this.#list?.(piece);
    this.#digest?.update(piece);
    if (this.#content !== undefined) this.#content.push(piece);
    else this.#begin(piece);
    if (this.#settings === undefined || this.#settings.bytes >= longestSettingsBytes) return;
    this.#settings.pieces.push(Uint8Array.from(piece));
    this.#settings.bytes += piece.length;
  }

  /** Whether it is text is not left to where its first piece happens to end. */
  #begin(piece: Uint8Array): void {
    // Most files come in one piece: a copy of each would be a copy of the layer.
    this.#head = this.#head.length === 0 ? viewOf(piece) : Buffer.concat([this.#head, piece]);
    if (this.#head.length >= sampleBytes) this.#open();
  }

  #open(): void {
    const head = this.#head;
    this.#head = none;
    if (head.length === 0) return;
    const isText = !head.subarray(0, sampleBytes).includes(0);
    this.#content = this.#options.search.open(this.#path, { isText });
    this.#content.push(head);
    if (isText && this.#options.search.words.size > 0) this.#digest = createHash('md5').update(head);
  }

  end(): void {
    this.#open();
    this.#addAll(this.#content?.end() ?? []);
    this.#content = undefined;
    this.#digest = undefined;
    this.#list = undefined;
    if (this.#settings !== undefined) this.#lookAtLines(this.#settings);
    this.#settings = undefined;
  }

  /** A word in a text of a package is nobody's secret, as long as the text is the package's own. */
  #addAll(findings: readonly AuditFinding[]): void {
    const { words } = this.#options.search;
    const taken: (readonly [AuditFinding, FindingList])[] = [];
    for (const finding of findings) {
      const list = this.#add(finding);
      if (words.has(finding.what)) taken.push([finding, list]);
    }
    if (taken.length === 0 || this.#digest === undefined) return;
    this.#packages.doubt(this.#path, {
      digest: this.#digest.digest('hex'),
      takeBack: () => taken.forEach(([finding, list]) => list.remove(finding)),
    });
  }

  #add(finding: AuditFinding): FindingList {
    const list = this.#options.isAllowed(finding.place) ? this.allowed : this.findings;
    list.add(finding);
    return list;
  }

  #lookAtPath(path: string, isFolder: boolean): void {
    const left = leftover(path, { isFolder });
    if (left !== undefined) this.#add({ place: path, count: 1, ...left });
    if (!this.#options.isDenied(path)) return;
    const remedy = 'Delete it in a last step, or take the path out of audit: deny.';
    this.#add({ place: path, count: 1, what: 'a path that audit: deny names', remedy });
  }

  #lookAtLines({ rule, pieces }: { readonly rule: LineRule; readonly pieces: readonly Uint8Array[] }): void {
    const [first, ...others] = breakingLines(Buffer.concat(pieces).toString(), rule);
    if (first === undefined) return;
    const [line, text] = first;
    const { what, remedy } = rule;
    const shown = this.#options.hide(text.trim());
    this.#add({ place: this.#path, count: 1 + others.length, what, remedy, line, shown });
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A name has no lines. */
function inName({ what, place, count, remedy }: AuditFinding): AuditFinding {
  return { what: `${what}, in the name of the file, its target or its attributes`, place, count, remedy };
}
