import type { FakeCall } from '../events.js';
import type { Row } from './table.js';
import { cleanLine } from './text.js';
import { formatCount } from './units.js';

/** More are in `--json` and in the log of the run. */
const mostRows = 20;

export const describeFakeCall = ({ by, call }: FakeCall): string =>
  by === 'stub' ? `the stub was called: ${call}` : `not started: ${call}`;

/** What was called and did nothing, each call once. */
export function fakeCallRows(calls: readonly FakeCall[]): readonly Row[] {
  const rowOf = (name: string, by: FakeCall['by']): Row => {
    const counts = new Map<string, number>();
    for (const each of calls.filter((one) => one.by === by))
      counts.set(each.call, (counts.get(each.call) ?? 0) + 1);
    const lines = [...counts].map(([call, count]) =>
      count === 1 ? call : `${call} (${formatCount(count)} times)`,
    );
    const rest = lines.length - mostRows;
    const shown = lines.slice(0, mostRows).map(cleanLine);
    return [name, ...shown, ...(rest > 0 ? [`and ${formatCount(rest)} more`] : [])];
  };
  return [rowOf('stubbed', 'stub'), rowOf('not started', 'services')];
}
