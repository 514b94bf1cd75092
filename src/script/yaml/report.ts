import type { Diagnostic, Place } from '../../errors/script.js';
import { lineOf, placeAt, type Source } from './source.js';

/** What is parsed of one file. */
interface Sheet {
  /** The text with the lines YAML could not read already mended. */
  readonly source: Source;
  /** Numbers of the mended lines: their one finding is YAML's. */
  readonly mendedLines: ReadonlySet<number>;
}

/** What all files of one script are reported to: the script and those it uses. */
export interface Findings {
  /** By the names that places have, in the order they were read in. */
  readonly files: Map<string, Sheet>;
  readonly diagnostics: Diagnostic[];
}

/** Where findings are gathered while one of the files is read. */
export interface Report extends Sheet, Findings {}

export const createFindings = (): Findings => ({ files: new Map(), diagnostics: [] });

/** Adds a finding at an offset of the source or at a place, which may be in another file. */
export function complain(report: Report, at: number | Place, message: string, suggestion?: string): void {
  const place = typeof at === 'number' ? placeAt(report.source, at) : at;
  const sheet = report.files.get(place.file) ?? report;
  if (sheet.mendedLines.has(place.line)) return;
  const source = lineOf(sheet.source, place.line);
  const isUseful = suggestion !== undefined && suggestion !== source;
  report.diagnostics.push({ place, message, source, ...(isUseful && { suggestion }) });
}

/** The line that a place is in, as it is parsed. */
export const lineAt = (report: Report, { file, line }: Place): string =>
  lineOf((report.files.get(file) ?? report).source, line);

/** Findings in the order of the files and of their lines, each once. */
export function sortDiagnostics({ files, diagnostics }: Findings): Diagnostic[] {
  const order = [...files.keys()];
  const indexOf = ({ file }: Place): number => order.indexOf(file);
  const seen = new Set<string>();
  return [...diagnostics]
    .sort(({ place: a }, { place: b }) => indexOf(a) - indexOf(b) || a.line - b.line || a.column - b.column)
    .filter(({ place, message }) => {
      const key = `${place.file}:${place.line}:${place.column}:${message}`;
      return !seen.has(key) && seen.add(key);
    });
}

/** What is said of a file that exhausts the stack. */
export function nestedTooDeep(
  { file, text }: { readonly file: string; readonly text: string },
  name: string,
): Diagnostic {
  const [source = ''] = text.split(/\r?\n/, 1);
  return {
    place: { file, line: 1, column: 1 },
    message: `the ${name} is nested too deeply`,
    source: source.slice(0, 200),
  };
}
