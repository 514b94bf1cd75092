import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Cast } from '../../recording/cast.js';
import { parseMarker } from '../../recording/marker.js';
import { play } from '../../recording/play.js';
import { sizeNeeded } from '../../recording/play-size.js';
import { trackOf } from '../../recording/play-track.js';
import { readCast } from '../../recording/reader.js';
import { cleanLine } from '../../report/text.js';
import { systemClock } from '../../session/clock.js';
import { openKeyboard } from '../../session/keyboard.js';
import type { CliCommand } from '../command.js';
import { onInterrupt } from '../interrupt.js';
import type { Output } from '../output.js';
import { usage } from '../words.js';

/** `unattend play`: shows a recording on the terminal. */
export const playCommand: CliCommand = {
  declare: (command) =>
    command
      .name('play')
      .description('show a recording on the terminal, as it went')
      .argument('<recording>', 'recording (asciicast v2 or v3)')
      .option('--speed <n>', 'how much faster than it was', '1')
      .option('--idle-limit <seconds>', 'longest silence; 0: as long as it was', '2')
      .option('--markers', 'list the markers and their times instead')
      .addHelpText('after', `\n${keysHelp}\n\nExample:\n  $ unattend play run.cast --speed 2`),
  async run({ args, options, output }) {
    const speed = numberOf(options, '--speed', (value) => value > 0);
    const idleLimit = numberOf(options, '--idle-limit', (value) => value >= 0);
    const [file = ''] = args;
    if (output.isJson && options['markers'] !== true)
      throw usage('A recording is not played as JSON.', 'Its markers are: unattend play --markers --json.');
    const cast = await readCast(file);
    if (options['markers'] === true) listMarkers(cast, output);
    else if (!process.stdout.isTTY) await writeAll(cast);
    else await playHere(cast, { file, speed, idleLimitMs: (idleLimit || Infinity) * 1000, output });
    if (cast.isCut && !output.isQuiet)
      output.message('The last line of the recording is cut: whoever wrote it was stopped.\n');
    return 0;
  },
};

const keysHelp = [
  'Keys while it plays:',
  '  space     pause, go on',
  '  . right   on to where the next answer begins, and pause',
  '  ] [       to the next marker, to the one before',
  '  + -       twice as fast, half as fast',
  '  q ctrl-c  quit',
].join('\n');

interface Playing {
  readonly file: string;
  readonly speed: number;
  readonly idleLimitMs: number;
  readonly output: Output;
}

async function playHere(cast: Cast, { file, speed, idleLimitMs, output }: Playing): Promise<void> {
  const { stdin, stdout } = process;
  if (!cast.events.some(({ kind }) => kind === 'output')) {
    output.message('Nothing was written in this recording.\n');
    return;
  }
  const needed = sizeNeeded(cast);
  if (!output.isQuiet && (needed.columns > stdout.columns || needed.rows > stdout.rows)) {
    const [wanted, own] = [needed, stdout].map(({ columns, rows }) => `${columns}x${rows}`);
    output.message(`The recording needs a terminal of ${wanted}, and this one has ${own}.\n`);
  }
  using interrupt = onInterrupt();
  using keyboard = stdin.isTTY ? openKeyboard(stdin) : undefined;
  await play({
    track: trackOf(cast, idleLimitMs),
    speed,
    clock: systemClock,
    write: (text) => void stdout.write(text),
    cancelSignal: interrupt.cancelSignal,
    ...(keyboard !== undefined && { keyboard }),
    ...(process.env['TERM'] !== 'dumb' && { title: basename(file) }),
  });
}

/** To a file or a program: what was written, at once and as it was. */
async function writeAll({ events }: Cast): Promise<void> {
  const texts = events.flatMap((event) => (event.kind === 'output' ? [event.text] : []));
  try {
    await pipeline(Readable.from(texts), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error; // whoever read it has seen enough
  }
}

function listMarkers({ events }: Cast, output: Output): void {
  const markers = events.flatMap((event) => (event.kind === 'marker' ? [event] : []));
  if (output.isJson) {
    const all = markers.map(({ atSeconds, label }) => ({
      atSeconds,
      label,
      kind: parseMarker(label)?.kind ?? null,
    }));
    output.result(`${JSON.stringify(all, null, 2)}\n`);
  } else if (markers.length === 0) output.message('The recording has no markers.\n');
  else {
    const times = markers.map(({ atSeconds }) => `${atSeconds.toFixed(3)} s`);
    const width = Math.max(...times.map(({ length }) => length));
    for (const [index, { label }] of markers.entries())
      output.result(`${times[index]?.padStart(width)}  ${cleanLine(label)}`.trimEnd() + '\n');
  }
}

function numberOf(
  options: Readonly<Record<string, unknown>>,
  flag: '--speed' | '--idle-limit',
  isFit: (value: number) => boolean,
): number {
  const text = String(options[flag === '--speed' ? 'speed' : 'idleLimit']);
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value) && isFit(value)) return value;
  throw usage(
    `${flag} takes a number${flag === '--speed' ? ' above 0' : ' of seconds, or 0 for no limit'}, not "${text}".`,
    flag === '--speed'
      ? '2 is twice as fast, 0.5 half as fast.'
      : 'Without it no silence is longer than 2 s.',
  );
}
