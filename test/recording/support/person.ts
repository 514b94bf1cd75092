import { writeFile } from 'node:fs/promises';
import type { Cast, CastEvent } from '../../../src/recording/cast.js';
import { flagsFileOf, formatFlags, type TerminalFlags } from '../../../src/recording/flags-file.js';
import { formatMarker, type Marker, type Note } from '../../../src/recording/marker.js';
import { openHostTerminal } from '../../../src/terminal/host.js';
import { encodeKey } from '../../../src/terminal/keys.js';
import { createScreenEmulator } from '../../../src/terminal/screen-emulator.js';
import type { EchoState, TerminalSize } from '../../../src/terminal/terminal.js';
import { until } from '../../support/until.js';

/** What a person does once they see something: keys in order, text key by key, and what they say of it afterwards. */
export interface Deed {
  readonly sees: string | RegExp;
  /** Texts and, in angle brackets, keys: `['yes', '<enter>']`. */
  readonly keys: readonly string[];
  /** The text is a secret of this name: it is not in the recording. */
  readonly secret?: string;
  readonly notes?: readonly Note[];
}

export interface PersonSpec {
  readonly argv: readonly [string, ...string[]];
  /** What the recording says was started; default the arguments. */
  readonly command?: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: TerminalSize;
  readonly does: readonly Deed[];
  /** As another program records: no markers, nothing known of the flags, secrets in it. */
  readonly isForeign?: boolean;
}

export interface Recorded {
  readonly cast: Cast;
  readonly flags: TerminalFlags;
}

/** How long a program must have written nothing to be waiting, in ms: a person is slower. */
const quietMs = 60;

/** How long a key is waited for that shows nothing: at a hidden prompt none does. */
const unseenMs = 500;

/** Has a scripted person answer a program on a terminal of this machine, and records it as a recorder does. */
export async function recordPerson(spec: PersonSpec): Promise<Recorded> {
  const { size = { columns: 120, rows: 40 }, isForeign = false } = spec;
  const command = spec.command ?? spec.argv.join(' ');
  const began = performance.now();
  const events: CastEvent[] = [];
  const flags = new Map<number, EchoState>();
  const now = (): number => Math.round(performance.now() - began) / 1000;
  let lastOutput = performance.now();
  let wroteSinceKey = true;
  const mark = (marker: Marker): void => {
    if (!isForeign) events.push({ kind: 'marker', atSeconds: now(), label: formatMarker(marker) });
  };
  const decoder = new TextDecoder();
  const emulator = createScreenEmulator({ ...size, onReply: (reply) => terminal.write(Buffer.from(reply)) });
  mark({ kind: 'spawn', command });
  const terminal = openHostTerminal({
    argv: spec.argv,
    cwd: spec.cwd,
    size,
    env: {
      PATH: process.env['PATH'] ?? '',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      HOME: spec.cwd,
      ...spec.env,
    },
    onOutput(bytes) {
      lastOutput = performance.now();
      wroteSinceKey = true;
      emulator.push(bytes);
      events.push({ kind: 'output', atSeconds: now(), text: decoder.decode(bytes, { stream: true }) });
    },
  });
  const isQuiet = (): boolean => performance.now() - lastOutput >= quietMs;
  const shown = async (): Promise<string> =>
    (await emulator.snapshot()).lines.map(({ text }) => text).join('\n');
  const sees = async (wanted: string | RegExp): Promise<boolean> => {
    const text = await shown();
    return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
  };
  const press = async (bytes: string, as = bytes): Promise<void> => {
    const echo = await terminal.waitForEchoOff(0);
    if (!isForeign) flags.set(events.length, echo);
    events.push({ kind: 'input', atSeconds: now(), text: as });
    lastOutput = performance.now();
    wroteSinceKey = false;
    terminal.write(Buffer.from(bytes));
    const untilMs = performance.now() + (echo === 'off' ? 0 : unseenMs);
    await until('the key is taken', () => isQuiet() && (wroteSinceKey || performance.now() > untilMs));
  };
  try {
    for (const { sees: wanted, keys, secret, notes = [] } of spec.does) {
      try {
        await until(
          `${command} shows ${String(wanted)}`,
          async () => wroteSinceKey && isQuiet() && (await sees(wanted)),
          20_000,
        );
      } catch (error) {
        throw new Error(`${String(error)}\n${await shown()}`, { cause: error });
      }
      const { lines, cursor } = await emulator.snapshot();
      mark({ kind: 'prompt', text: (lines[cursor.row]?.text ?? '').slice(0, cursor.column) });
      for (const key of keys) {
        const name = /^<(.+)>$/.exec(key)?.[1];
        if (name !== undefined)
          await press(
            encodeKey(name, { isApplicationCursor: /\x1b\[\?1h(?!.*\x1b\[\?1l)/s.test(textOf(events)) }) ??
              '',
          );
        else if (secret !== undefined && !isForeign) {
          mark({ kind: 'secret', isShown: false, name: secret });
          await press(key, `<${secret}>`);
        } else for (const each of key) await press(each);
      }
      for (const note of notes) mark({ kind: 'note', note });
    }
    const completion = await terminal.completion;
    const status = completion.kind === 'exit' ? `exit code ${completion.exitCode}` : completion.signalName;
    mark({ kind: 'end', status });
    return { cast: { header: { size, ...(isForeign && { command }) }, events, isCut: false }, flags };
  } finally {
    await terminal[Symbol.asyncDispose]();
    emulator.dispose();
  }
}

const textOf = (events: readonly CastEvent[]): string =>
  events.map((event) => (event.kind === 'output' ? event.text : '')).join('');

/** Writes a recording and its flags as a recorder does. */
export async function writeRecording(file: string, { cast, flags }: Recorded): Promise<void> {
  const { size, command } = cast.header;
  const header = JSON.stringify({ version: 2, width: size.columns, height: size.rows, command });
  const lines = cast.events.map((event) => {
    switch (event.kind) {
      case 'output':
        return [event.atSeconds, 'o', event.text];
      case 'input':
        return [event.atSeconds, 'i', event.text];
      case 'marker':
        return [event.atSeconds, 'm', event.label];
      case 'resize':
        return [event.atSeconds, 'r', `${event.size.columns}x${event.size.rows}`];
      case 'exit':
        return [event.atSeconds, 'x', event.status];
    }
  });
  await writeFile(file, `${[header, ...lines.map((line) => JSON.stringify(line))].join('\n')}\n`);
  if (flags.size > 0)
    await writeFile(
      flagsFileOf(file),
      [...flags].map(([event, echo]) => `${formatFlags(event, echo)}\n`).join(''),
    );
}
