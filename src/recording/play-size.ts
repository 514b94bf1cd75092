import type { TerminalSize } from '../terminal/terminal.js';
import type { Cast } from './cast.js';

/** The size a terminal must have to show all of a recording: of the sizes in which something was written, the largest of each. */
export function sizeNeeded({ header, events }: Cast): TerminalSize {
  let { size } = header;
  let needed: TerminalSize = { columns: 0, rows: 0 };
  for (const event of events) {
    if (event.kind === 'resize') ({ size } = event);
    if (event.kind !== 'output') continue;
    needed = {
      columns: Math.max(needed.columns, size.columns),
      rows: Math.max(needed.rows, size.rows),
    };
  }
  return needed;
}
