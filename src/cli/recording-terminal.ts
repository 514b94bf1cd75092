import type { OwnTerminal } from '../session/take-over.js';
import type { TerminalSize } from '../terminal/terminal.js';
import { usage } from './words.js';

/** The smallest terminal on which a wizard can be seen. */
const smallest: TerminalSize = { columns: 40, rows: 10 };

/** The terminal of a person who is to answer; throws USAGE when there is none, or nobody could see anything on it. */
export function recordingTerminal(): OwnTerminal {
  const { stdin, stderr: out } = process;
  if (!stdin.isTTY || !out.isTTY)
    throw usage(
      'There is no terminal to record on.',
      'Run it on a terminal, where a person answers; in CI run the session script with `unattend run`.',
    );
  if (out.columns < smallest.columns || out.rows < smallest.rows)
    throw usage(
      `The terminal has ${out.columns}x${out.rows} cells, too few to see what an installer asks.`,
      `Make it ${smallest.columns}x${smallest.rows} at least; most installers want 80x24.`,
    );
  return { stdin, out };
}
