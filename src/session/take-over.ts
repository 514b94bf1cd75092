import { EscapeKey } from './escape-key.js';
import type { Handover, HandoverLink } from './handover.js';
import { openKeyboard } from './keyboard.js';
import { paintScreen } from './paint-screen.js';
import { restoreTerminalLater } from './restored-terminal.js';

/** The person's own terminal. */
export interface OwnTerminal {
  readonly stdin: NodeJS.ReadStream;
  /** The terminal's output: where messages go. */
  readonly out: NodeJS.WriteStream;
}

/** Gives the program's terminal to the person at ours, until Ctrl-] or the program's end. */
export function takeOver({ stdin, out }: OwnTerminal): Handover {
  return async (link) => {
    using keyboard = openKeyboard(stdin, { isTransparent: true });
    const own = (): { columns: number; rows: number } => ({ columns: out.columns, rows: out.rows });
    const onResize = (): void => void link.resize(own()).catch(() => undefined); // a program that has ended has no size
    const restore = restoreTerminalLater(out);
    out.write('\r\nThe terminal is yours. Ctrl-] gives it back.\r\n');
    out.write(`${link.screen.isAlternate ? '\x1b[?1049h' : ''}${paintScreen(link.screen)}`);
    const stop = link.listen((bytes) => void out.write(bytes));
    out.on('resize', onResize);
    try {
      await link.resize(own());
      await Promise.race([untilGivenBack(link, (listener) => keyboard.listen(listener)), link.ended]);
    } finally {
      stop();
      out.off('resize', onResize);
      restore();
      out.write('\r\n');
    }
    await link.resize(link.size);
  };
}

/** Passes keys on unchanged; resolves at the escape key, what came before it passed on as well. */
function untilGivenBack(
  link: HandoverLink,
  listen: (listener: (bytes: Buffer) => void) => () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const escapeKey = new EscapeKey();
    const stop = listen((bytes) => {
      const { keys, escape } = escapeKey.read(bytes);
      if (keys.length > 0) link.write(keys);
      if (escape === undefined) return;
      stop();
      resolve();
    });
  });
}
