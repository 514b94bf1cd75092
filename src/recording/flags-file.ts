import { readFile } from 'node:fs/promises';
import type { EchoState } from '../terminal/terminal.js';

/** What the terminal's flags were when keys were pressed, by the index of their event in the recording. */
export type TerminalFlags = ReadonlyMap<number, EchoState>;

/** Where they are kept: beside the recording, one line of JSON for each input: `{"event":17,"echo":"off"}`. */
export const flagsFileOf = (castFile: string): string => `${castFile}.flags`;

export const formatFlags = (event: number, echo: EchoState): string => JSON.stringify({ event, echo });

/** Empty when there is no such file, as of a recording that another program made: what can be seen then decides alone. */
export async function readFlags(castFile: string): Promise<TerminalFlags> {
  let text: string;
  try {
    text = await readFile(flagsFileOf(castFile), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  return parseFlags(text);
}

/** The last line may be cut by the death of whoever wrote it; a line that is none is passed over. */
function parseFlags(text: string): TerminalFlags {
  const flags = new Map<number, EchoState>();
  for (const line of text.split('\n')) {
    const [, event, echo] = /^\{"event":(\d+),"echo":"(on|off|raw|unknown)"\}$/.exec(line) ?? [];
    if (event !== undefined) flags.set(Number(event), echo as EchoState);
  }
  return flags;
}
