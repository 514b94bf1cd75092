import type { Diagnostic, Place } from '../../errors/script.js';
import { lineOf, placeAt, type Source } from './source.js';

/** Where findings are gathered while a script is read. */
export interface Report {
  /** What is parsed: the script with the lines YAML could not read already mended. */
  readonly source: Source;
  /** Numbers of the mended lines: their one finding is YAML's. */
  readonly mendedLines: ReadonlySet<number>;
  readonly diagnostics: Diagnostic[];
}

/** Adds a finding at an offset of the source or at a place. */
export function complain(report: Report, at: number | Place, message: string, suggestion?: string): void {
  const place = typeof at === 'number' ? placeAt(report.source, at) : at;
  if (report.mendedLines.has(place.line)) return;
  const source = lineOf(report.source, place.line);
  const isUseful = suggestion !== undefined && suggestion !== source;
  report.diagnostics.push({ place, message, source, ...(isUseful && { suggestion }) });
}

/** Findings in the order of the file, each once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return [...diagnostics]
    .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .filter(({ place, message }) => {
      const key = `${place.line}:${place.column}:${message}`;
      return !seen.has(key) && seen.add(key);
    });
}
