import type { Screen } from '../../screen.js';
import { brokenRow, cellsOf } from '../../screen/cell-width.js';
import type { Clock } from '../../session/clock.js';
import type { Handover, HandoverLink } from '../../session/handover.js';
import { paintScreen } from '../../session/paint-screen.js';
import { createCastWriter } from '../writer.js';
import { createFlagsWriter } from './flags-writer.js';
import type { TypedSecrets } from './secrets.js';
import { Sheet } from './sheet.js';
import { SheetClock } from './sheet-clock.js';
import { Take } from './take.js';

export interface StretchSpec {
  /** Gives the terminal to the person. */
  readonly handover: Handover;
  /** Where the stretch is recorded. */
  readonly castFile: string;
  readonly secrets: TypedSecrets;
  readonly clock: Clock;
}

/** Gives a program's terminal to a person, and records what they do until they give it back. */
export function recordStretch({ handover, castFile, secrets, clock }: StretchSpec): Handover {
  return async (link) => {
    const sheetClock = new SheetClock(() => clock.nowMs());
    const writer = createCastWriter({ file: castFile, size: link.size, clock: sheetClock });
    const sheet = new Sheet({ writer, flags: createFlagsWriter(castFile), secrets, clock: sheetClock });
    sheet.begin({ command: 'the program of the script', inputs: {} });
    const take = new Take({ size: link.size, sheet, clock, lookAtEcho: link.lookAtEcho });
    take.output(Buffer.from(asWritten(link.screen)));
    try {
      await handover(taking(link, take));
    } finally {
      await take.end();
      sheet.end('given back');
      writer.close();
    }
    if (sheet.failure !== undefined) throw sheet.failure as Error;
  };
}

/** The same link, of whose traffic a recording is taken. */
const taking = (link: HandoverLink, take: Take): HandoverLink => ({
  ...link,
  listen: (listener) =>
    link.listen((bytes) => {
      listener(bytes);
      take.output(bytes);
    }),
  write(bytes) {
    link.write(bytes);
    take.keys(bytes);
  },
  resize(size) {
    take.resize(size);
    return link.resize(size);
  },
});

/** A screen as a program would have written it: lines up to the cursor, so that a prompt stands at the end. */
function asWritten(screen: Screen): string {
  if (screen.isAlternate) return `\x1b[?1049h${paintScreen(screen)}`;
  const { row, column } = screen.cursor;
  const above = screen.lines.slice(0, row).map(({ text }, at) => {
    const below = screen.lines[at + 1];
    return below?.isWrapped === true ? brokenRow(text, screen.columns, below.text) : `${text}\r\n`;
  });
  const line = screen.lines[row]?.text ?? '';
  const left = cellsOf(line) - column;
  return `${above.join('')}${line}${' '.repeat(Math.max(0, -left))}${left > 0 ? `\x1b[${left}D` : ''}`;
}
