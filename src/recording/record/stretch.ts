import type { Screen } from '../../screen.js';
import type { Clock } from '../../session/clock.js';
import type { Handover } from '../../session/handover.js';
import { openKeyboard } from '../../session/keyboard.js';
import { paintScreen, resetTerminal } from '../../session/paint-screen.js';
import type { OwnTerminal } from '../../session/take-over.js';
import type { TerminalSize } from '../../terminal/terminal.js';
import { type CastWriter, createCastWriter } from '../writer.js';
import { createFlagsWriter } from './flags-writer.js';
import type { TypedSecrets } from './secrets.js';
import { Sheet, SheetClock } from './sheet.js';
import { Take } from './take.js';

/** Gives the terminal back to the script. */
const backKey = 0x1d;

export interface StretchSpec {
  readonly own: OwnTerminal;
  /** Where the stretch is recorded. */
  readonly castFile: string;
  readonly secrets: TypedSecrets;
  readonly clock: Clock;
}

/** Gives a program's terminal to the person at ours, until Ctrl-] or its end, and records what they do there. */
export function recordStretch({ own, castFile, secrets, clock }: StretchSpec): Handover {
  return async (link) => {
    const { stdin, out } = own;
    const sheetClock = new SheetClock(() => clock.nowMs());
    const writer = createCastWriter({ file: castFile, size: link.size, clock: sheetClock });
    const sheet = new Sheet({ writer, flags: createFlagsWriter(castFile), secrets, clock: sheetClock });
    sheet.begin({ command: 'the program of the script', inputs: {} });
    const take = new Take({ size: link.size, sheet, clock, lookAtEcho: link.lookAtEcho });
    take.output(Buffer.from(asWritten(link.screen)));
    out.write(
      '\r\nThe script has no answer here. The terminal is yours; Ctrl-] gives it back to the script.\r\n',
    );
    out.write(`${link.screen.isAlternate ? '\x1b[?1049h' : ''}${paintScreen(link.screen)}`);
    using keyboard = openKeyboard(stdin, { isTransparent: true });
    const size = (): TerminalSize => ({ columns: out.columns, rows: out.rows });
    const onResize = (): void => {
      take.resize(size());
      void link.resize(size()).catch(() => undefined); // a program that has ended has no size
    };
    let stopKeys: () => void = () => undefined;
    out.on('resize', onResize);
    onResize();
    const stop = link.listen((bytes) => {
      out.write(bytes);
      take.output(bytes);
    });
    try {
      await Promise.race([
        link.ended,
        new Promise<void>((resolve) => {
          stopKeys = keyboard.listen((bytes) => {
            const at = bytes.indexOf(backKey);
            const keys = at < 0 ? bytes : bytes.subarray(0, at);
            if (keys.length > 0) {
              link.write(keys);
              take.keys(keys);
            }
            if (at >= 0) resolve();
          });
        }),
      ]);
    } finally {
      stop();
      stopKeys();
      out.off('resize', onResize);
      out.write(`${resetTerminal}\r\n`);
      await take.end();
      close(sheet, writer);
    }
    await link.resize(link.size).catch(() => undefined);
  };
}

function close(sheet: Sheet, writer: CastWriter): void {
  sheet.end('given back');
  writer.close();
  if (sheet.failure !== undefined) throw sheet.failure as Error;
}

/** A screen as a program would have written it: lines up to the cursor, so that a prompt stands at the end. */
function asWritten(screen: Screen): string {
  if (screen.isAlternate) return `\x1b[?1049h${paintScreen(screen)}`;
  const { row, column } = screen.cursor;
  const above = screen.lines.slice(0, row).map(({ text }, at) => {
    const goesOn = screen.lines[at + 1]?.isWrapped === true;
    return goesOn ? text.padEnd(screen.columns) : `${text}\r\n`;
  });
  const line = screen.lines[row]?.text ?? '';
  const left = line.length - column;
  return `${above.join('')}${line.padEnd(column)}${left > 0 ? `\x1b[${left}D` : ''}`;
}
