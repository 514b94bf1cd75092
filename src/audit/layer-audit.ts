import type { ArchiveEntry, LayerVisitor } from '../engine/engine.js';
import type { ContentSearch } from './content-search.js';
import type { AuditFinding } from './finding.js';
import type { PathTest } from './path-patterns.js';
import { leftover } from './leftovers.js';
import { breakingLines, lineRuleFor, type LineRule } from './settings-files.js';

export interface LayerAuditOptions {
  readonly search: ContentSearch;
  /** Paths no layer may have. */
  readonly isDenied: PathTest;
  /** Takes the secrets of the run off a text. */
  readonly hide: (text: string) => string;
}

/** Settings are some kB; of a longer file only the beginning is read for its lines. */
const longestSettingsBytes = 1_000_000;

/** So many bytes tell text from what is none, as for git and grep. */
const sampleBytes = 8000;

type OpenContent = ReturnType<ContentSearch['open']>;

/** Looks at one layer for what may not be in it. Holds the end of one file at a time, whatever their sizes. */
export class LayerAudit implements LayerVisitor {
  readonly findings: AuditFinding[] = [];
  fileCount = 0;
  sizeBytes = 0;
  readonly #options: LayerAuditOptions;
  #path = '';
  #content: OpenContent | undefined;
  #settings: { readonly rule: LineRule; readonly pieces: Uint8Array[]; bytes: number } | undefined;

  constructor(options: LayerAuditOptions) {
    this.#options = options;
  }

  entry(entry: ArchiveEntry): void {
    this.end();
    const { path, kind, target, attributes } = entry;
    this.#path = path;
    const names = [path, ...(target === undefined ? [] : [target]), ...attributes].join('\n');
    for (const finding of this.#options.search.text(path, names)) this.findings.push(inName(finding));
    if (kind === 'deleted' || kind === 'emptied') return;
    this.fileCount++;
    if (kind !== 'directory') this.#lookAtPath(path);
    const rule = kind === 'file' ? lineRuleFor(path) : undefined;
    this.#settings = rule && { rule, pieces: [], bytes: 0 };
  }

  bytes(piece: Uint8Array): void {
    this.sizeBytes += piece.length;
    this.#content ??= this.#options.search.open(this.#path, {
      isText: !piece.subarray(0, sampleBytes).includes(0),
    });
    this.#content.push(piece);
    if (this.#settings === undefined || this.#settings.bytes >= longestSettingsBytes) return;
    this.#settings.pieces.push(Uint8Array.from(piece));
    this.#settings.bytes += piece.length;
  }

  end(): void {
    this.findings.push(...(this.#content?.end() ?? []));
    this.#content = undefined;
    if (this.#settings !== undefined) this.#lookAtLines(this.#settings);
    this.#settings = undefined;
  }

  #lookAtPath(path: string): void {
    const left = leftover(path);
    if (left !== undefined) this.findings.push({ place: path, count: 1, ...left });
    if (!this.#options.isDenied(path)) return;
    const remedy = 'Delete it in a last step, or take the path out of audit: deny.';
    this.findings.push({ place: path, count: 1, what: 'a path that audit: deny names', remedy });
  }

  #lookAtLines({ rule, pieces }: { readonly rule: LineRule; readonly pieces: readonly Uint8Array[] }): void {
    const [first, ...others] = breakingLines(Buffer.concat(pieces).toString(), rule);
    if (first === undefined) return;
    const [line, text] = first;
    const { what, remedy } = rule;
    const shown = this.#options.hide(text.trim());
    this.findings.push({ place: this.#path, count: 1 + others.length, what, remedy, line, shown });
  }
}

/** A name has no lines. */
function inName({ what, place, count, remedy }: AuditFinding): AuditFinding {
  return { what: `${what}, in the name of the file, its target or its attributes`, place, count, remedy };
}
