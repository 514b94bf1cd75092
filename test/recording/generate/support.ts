import type { CastEvent } from '../../../src/recording/cast.js';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { replay } from '../../../src/recording/replay.js';
import { parseSession } from '../../../src/script/parse-session.js';
import type { EchoState } from '../../../src/terminal/terminal.js';
import { generateReplaying } from '../support/replaying.js';

/** What a program wrote, what was typed at it, and whether the terminal echoed; `pauseSeconds` passes before it writes. */
export type Talk = readonly [
  output: string,
  typed: string,
  more?: {
    readonly echo?: EchoState;
    readonly pauseSeconds?: number;
    readonly secret?: string;
    readonly ends?: string;
  },
];

/** A recording as a recorder makes it: keys one by one, each with its echo. */
export function answering(command: string, talks: readonly Talk[], end = 'exit code 0'): RecordingSource {
  const events: CastEvent[] = [{ kind: 'marker', atSeconds: 0, label: `spawn: ${command}` }];
  const flags = new Map<number, EchoState>();
  let atSeconds = 0;
  const write = (text: string): void => void events.push({ kind: 'output', atSeconds, text });
  const type = (text: string, echo: EchoState): void => {
    flags.set(events.length, echo);
    events.push({ kind: 'input', atSeconds, text });
  };
  for (const [output, typed, { echo = 'on', pauseSeconds = 1, secret, ends = '\r' } = {}] of talks) {
    atSeconds += pauseSeconds;
    write(output);
    atSeconds += 2;
    if (secret !== undefined) {
      events.push({ kind: 'marker', atSeconds, label: `secret: ${secret}` });
      type(`<${secret}>`, echo);
    } else
      for (const key of typed) {
        type(key, echo);
        if (echo === 'on') write(key === '\x7f' ? '\b \b' : key);
      }
    if (ends !== '') {
      type(ends, echo);
      write('\r\n');
    }
  }
  write('bye\r\n');
  if (end !== '') events.push({ kind: 'marker', atSeconds, label: `end: ${end}` });
  return {
    cast: { header: { size: { columns: 120, rows: 40 } }, events, isCut: false },
    flags,
    file: 'a.cast',
  };
}

/** The dialogue and rules of the script for one recording, without what stands around them. */
export async function dialogueFor(talks: readonly Talk[], command = './setup'): Promise<string> {
  const { text } = await generateReplaying({ recordings: [answering(command, talks)], base: 'acme/base:1' });
  return dialogueIn(text);
}

const dialogueIn = (script: string): string =>
  /^ {4}(?:always|dialogue):\n[^]*?(?=^ {4}exit:)/m.exec(script)?.[0] ?? '';

/**
 * The same for the recording of another program, which knows nothing of the terminal's flags. `o:` is output, `i:` input, `m:` a
 * marker of ours; one second passes before each. `differs`: why the script cannot replay.
 */
export async function dialogueOfLines(lines: readonly string[], differs?: string): Promise<string> {
  return dialogueIn(await scriptOfLines(lines, differs));
}

/** The whole script for such a recording. */
export async function scriptOfLines(lines: readonly string[], differs?: string): Promise<string> {
  const spec = { recordings: [recordingOf(lines)], base: 'acme/base:1' } as const;
  return (await generateReplaying(spec, differs)).text;
}

/** A recording of such lines. */
function recordingOf(lines: readonly string[]): RecordingSource {
  const events = lines.map((line, atSeconds): CastEvent => {
    const text = line.slice(2);
    if (line.startsWith('m:')) return { kind: 'marker', atSeconds, label: text };
    return { kind: line.startsWith('o:') ? 'output' : 'input', atSeconds, text };
  });
  events.push({ kind: 'exit', atSeconds: lines.length, status: '0' });
  const size = { columns: 120, rows: 40 };
  return {
    cast: { header: { size, command: 'setup' }, events, isCut: false },
    flags: new Map(),
    file: 'a.cast',
  };
}

/** Replays the script for a recording against that recording: throws where they differ. */
export async function expectReplay(lines: readonly string[]): Promise<void> {
  const recording = recordingOf(lines);
  const { text } = await generateReplaying({ recordings: [recording], base: 'acme/base:1' });
  const session = parseSession('a.yaml', text);
  await replay({ ...recording, session, given: {} });
}

/** A line that is typed key by key and shown as it is, with its Enter. */
export const typing = (text: string): readonly string[] => [
  ...Array.from(text).flatMap((key) => [`i:${key}`, `o:${key}`]),
  'i:\r',
  'o:\r\n',
];
