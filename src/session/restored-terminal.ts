import { resetTerminal } from './paint-screen.js';

/**
 * Undoes what a program may have set at a person's terminal, when the function returned is called, or at the end of the process where
 * that comes first: who interrupts twice does not wait. The terminal's flags are Node's, which puts them back at its end.
 */
export function restoreTerminalLater(out: Pick<NodeJS.WriteStream, 'write'>): () => void {
  const restore = (): void => void out.write(resetTerminal); // to a terminal it is written at once
  process.once('exit', restore);
  return () => {
    process.off('exit', restore);
    restore();
  };
}
