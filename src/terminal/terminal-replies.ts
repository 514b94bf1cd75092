import type { Terminal as Emulator } from '@xterm/headless';
import { colourReplies } from './colour-replies.js';

export interface Answering {
  /** What is being parsed now; it holds the end of at most one operating system command that is a question. */
  readonly piece: () => Buffer;
  readonly reply: (reply: string) => void;
}

/** Answers what the emulator does not, or answers differently from a terminal. */
export function answerQueries(emulator: Emulator, { piece, reply }: Answering): void {
  emulator.parser.registerCsiHandler({ final: 'n' }, (params) => {
    if (params.length > 1) return true; // a status request has one parameter
    const { cols, buffer } = emulator;
    // A cursor that waits to wrap is on the last column; xterm.js would say one beyond.
    if (params[0] !== 6 || buffer.active.cursorX < cols) return false;
    reply(`\x1b[${buffer.active.cursorY + 1};${cols}R`);
    return true;
  });
  for (const code of [4, 10, 11, 12]) {
    emulator.parser.registerOscHandler(code, (data) => {
      const end = terminatorOf(piece());
      for (const answer of colourReplies(code, data)) reply(`\x1b]${answer}${end}`);
      return data.includes('?');
    });
  }
}

/** How the operating system command that ends in there ends; an answer ends like the question. */
function terminatorOf(piece: Buffer): string {
  const start = piece[0] === 0x1b && piece[1] === 0x5d ? 2 : 0;
  const bell = piece.indexOf(0x07, start);
  const escape = piece.indexOf(0x1b, start);
  return bell >= 0 && (escape < 0 || bell < escape) ? '\x07' : '\x1b\\';
}
