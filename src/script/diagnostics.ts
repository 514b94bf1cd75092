import type { Diagnostic } from '../errors/script.js';

/** The text that `check` prints: place and message, the line, a caret, and the line as it should be. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(formatDiagnostic).join('\n\n');
}

/** Longer lines are shown from a little before the column on. */
const maxColumns = 300;

function formatDiagnostic(diagnostic: Diagnostic): string {
  const { place, source, suggestion } = diagnostic;
  if (source.length > maxColumns) return formatLong(diagnostic);
  const number = String(place.line).padStart(5);
  // Tabs stay tabs, so that the caret stands where the terminal shows the character.
  const indent = source.slice(0, place.column - 1).replace(/[^\t]/g, ' ');
  return [
    headOf(diagnostic),
    `${number} | ${source}`,
    `${' '.repeat(number.length)} | ${indent}^`,
    ...(suggestion === undefined ? [] : suggestion.split('\n').map((line) => `${number} | ${line}`)),
  ].join('\n');
}

function formatLong(diagnostic: Diagnostic): string {
  const { place, source, suggestion } = diagnostic;
  const from = Math.max(0, place.column - 60);
  const shown = source.slice(from, from + maxColumns);
  const number = String(place.line).padStart(5);
  return [
    headOf(diagnostic),
    `${number} | ${shown}`,
    `${' '.repeat(number.length)} | ${' '.repeat(place.column - 1 - from)}^`,
    ...(suggestion === undefined ? [] : [`${number} | ${suggestion.slice(from, from + maxColumns)}`]),
  ].join('\n');
}

/** One line: a file's name may have line ends in it, and what of the script a message names too. */
function headOf({ place, message }: Diagnostic): string {
  const head = `${place.file}:${place.line}:${place.column}: error: ${message}`;
  return head.replaceAll(/\r?\n|[\r\v\f\x85\u2028\u2029]/g, ' ');
}
