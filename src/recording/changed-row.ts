import type { Screen } from '../screen.js';

/** What stood in the one row that is another now, and what stands there; undefined where none is, or several are. */
export function onlyChange(
  before: Screen,
  after: Screen,
): { readonly was: string; readonly now: string } | undefined {
  const changed = after.lines.flatMap(({ text: now }, row) => {
    const was = before.lines[row]?.text ?? '';
    return now === was ? [] : [{ was, now }];
  });
  return changed.length === 1 ? changed[0] : undefined;
}
