import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Screen, spawn, type Spawned, type TerminalSize } from '../../src/index.js';
import { readCast } from '../../src/recording/reader.js';
import { type CliResult, startCli } from '../support/cli.js';
import { until } from '../support/until.js';

const main = fileURLToPath(new URL('../../dist/bin/unattend.js', import.meta.url));
let folder: string;
let cast: string;

const session = `unattend: 1
name: acme
deploy:
  - spawn: 'read -p "Name: " name; echo "hello $name"'
    dialogue:
      - expect: "Name:"
        answer: zoe
  - spawn: whiptail --menu Sizes 12 40 2 s small l large
    size: 100x30
    dialogue:
      - expect: { screen: Sizes }
        select: l
`;

const cli = (...args: readonly string[]): Promise<CliResult> =>
  startCli({
    args,
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_STATE_HOME: folder },
  }).ended;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unattend-play-'));
  cast = join(folder, 'acme.cast');
  writeFileSync(join(folder, 'acme.yaml'), session);
  const { exitCode, stderr } = await cli('run', 'acme.yaml', '--on', 'host', '--recording', 'acme.cast');
  expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the shell finds when the player has ended: how, and how the terminal's flags are. */
const wayOut = `echo "exit $?"; stty -a | tr -d ';' | tr ' ' '\\n' | grep -xE -e '-?(icanon|echo|isig|opost)' | tr '\\n' ' '; echo over`;

/** A person plays it from a shell, and has the keyboard once the window's title is there. */
async function playing(flags: readonly string[], size?: TerminalSize): Promise<Spawned> {
  const player = await started(flags, size);
  await player.expect({ raw: /\x1b\]2;.*?\x07/ });
  return player;
}

function started(
  flags: readonly string[],
  size: TerminalSize = { columns: 120, rows: 40 },
): Promise<Spawned> {
  const line = `echo before; sh -c 'echo $$ >pid; exec "$@"' - ${process.execPath} ${main} play ${flags.join(' ')}; ${wayOut}`;
  return spawn(line, { cwd: folder, env: { HOME: folder }, size });
}

/** Next to nothing is due at a thousandth of its speed: only keys move it. */
const frozen = ['acme.cast', '--speed', '0.001', '--idle-limit', '0'];

const linesOf = ({ lines }: Screen): readonly string[] => lines.map(({ text }) => text).filter(Boolean);
const shows = async (player: Spawned, pattern: RegExp): Promise<Screen> => {
  let screen = await player.screen();
  const hasIt = async (): Promise<boolean> => {
    screen = await player.screen();
    return linesOf(screen).some((line) => pattern.test(line));
  };
  await until(`the screen shows ${String(pattern)}`, hasIt);
  return screen;
};

/** Everything of the terminal is as it was: no mode of the recording is left, and the shell goes on below. */
async function isRestored(player: Spawned, exit: number, above: readonly string[]): Promise<void> {
  await player.expect('over');
  const screen = await player.screen();
  expect(linesOf(screen)).toEqual(['before', ...above, `exit ${exit}`, 'opost isig icanon echo over']);
  expect(screen).toMatchObject({ isAlternate: false, cursor: { isVisible: true } });
  const last = screen.lines.find(({ text }) => text.endsWith('over'));
  expect(last?.runs.map(({ style }) => style.background)).toEqual([undefined]);
  await player.exit();
}

const first = '-- read -p "Name: " name; echo "hello $name" --';
const second = '-- whiptail --menu Sizes 12 40 2 s small l large --';

describe('on a terminal', () => {
  it('plays programs one after the other, says which begins, and leaves the terminal as it was', async () => {
    await using player = await playing(['acme.cast', '--speed', '50']);
    await isRestored(player, 0, [first, 'Name: zoe', 'hello zoe', second, 'l']);
  });

  it('steps from answer to answer, also through a full-screen program, and is quit', async () => {
    await using player = await playing(frozen);
    player.write('.');
    const prompt = await shows(player, /^Name:$/);
    expect(linesOf(prompt)).toEqual(['before', first, 'Name:']);
    player.write('\x1b[C');
    const menu = await shows(player, /<Ok>/);
    expect(menu).toMatchObject({ isAlternate: true, cursor: { isVisible: false } });
    expect(linesOf(menu).filter((line) => line.includes('small'))).toHaveLength(1);
    player.write('q');
    await isRestored(player, 0, [first, 'Name: zoe', 'hello zoe', second]);
  });

  it('jumps to markers and back', async () => {
    await using player = await playing(frozen);
    player.write(']]]');
    await shows(player, /hello zoe/);
    player.write(']]');
    await shows(player, /<Ok>/);
    player.write(' [');
    await shows(player, /-- whiptail/);
    player.write('[[');
    const prompt = await shows(player, /^Name:$/);
    expect(linesOf(prompt)).toEqual([first, 'Name:']);
    player.write('\x03');
    await player.expect('over');
    expect(linesOf(await player.screen())).toEqual([first, 'Name:', 'exit 0', 'opost isig icanon echo over']);
    await player.exit();
  });

  it('is faster on +, until the end', async () => {
    await using player = await playing(frozen);
    player.write('.');
    await shows(player, /^Name:$/);
    player.write(` ${'+'.repeat(16)}`);
    await isRestored(player, 0, [first, 'Name: zoe', 'hello zoe', second, 'l']);
  });

  it('leaves the terminal as it was when it is stopped by a signal', async () => {
    await using player = await playing(frozen);
    player.write('..');
    await shows(player, /<Ok>/);
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
    await isRestored(player, 143, [
      first,
      'Name: zoe',
      'hello zoe',
      second,
      'Failed: Interrupted by SIGTERM; everything was cleaned up.',
      '  hint   No container, no image and no tag is left of this run.',
      '  error  UNATTEND_INTERRUPTED, exit code 143',
    ]);
  });

  it.each([
    ['0:02', []],
    ['0:30', ['--idle-limit', '30']],
    ['1:00', ['--idle-limit', '0']],
  ])('is %s long with one silence of a minute and %j', async (length, flags) => {
    const header = '{"version":3,"term":{"cols":80,"rows":24}}';
    writeFileSync(join(folder, 'slow.cast'), `${header}\n[0,"o","one "]\n[60,"o","two"]\n`);
    await using player = await started(['slow.cast', '--speed', '60', ...flags]);
    await player.expect({ raw: new RegExp(`slow\\.cast 0:00 of ${length}`) });
    await player.expect('two');
    await player.expect('exit 0');
    await player.exit();
  });

  it('says that the terminal is too small, and plays', async () => {
    await using player = await started(['acme.cast', '--speed', '50'], { columns: 80, rows: 35 });
    await player.expect('The recording needs a terminal of 120x40, and this one has 80x35.');
    await player.expect('hello zoe');
    await player.expect('exit 0');
    await player.exit();
  });

  it('plays what asciinema has recorded', async () => {
    await using asciinema = await spawn(['asciinema', 'rec', '--stdin', 'other.cast'], {
      cwd: folder,
      env: { SHELL: '/bin/sh', PS1: '% ', ASCIINEMA_CONFIG_HOME: folder },
    });
    await asciinema.expect('% ');
    await asciinema.answer('echo 6 times 7 is $((6 * 7))');
    await asciinema.expect(/is 42\n/);
    await asciinema.answer('exit');
    await asciinema.exit();
    await using player = await playing(['other.cast', '--speed', '0.001']);
    player.write('..');
    const screen = await shows(player, /^6 times 7 is 42$/);
    expect(linesOf(screen)).toEqual(['before', '% echo 6 times 7 is $((6 * 7))', '6 times 7 is 42', '%']);
    player.write('q');
    await player.expect('exit 0');
    await player.exit();
  });
});

describe('elsewhere', () => {
  it('writes the output as it was, at once', async () => {
    const { events } = await readCast(cast);
    const written = events.map((event) => (event.kind === 'output' ? event.text : '')).join('');
    expect(await cli('play', 'acme.cast', '--speed', '0.0001')).toEqual({
      exitCode: 0,
      signalName: null,
      stdout: written,
      stderr: '',
    });
  });

  it('says that a recording is cut', async () => {
    const bytes = readFileSync(cast);
    writeFileSync(join(folder, 'cut.cast'), bytes.subarray(0, bytes.length - 5));
    const { exitCode, stderr } = await cli('play', 'cut.cast');
    expect([exitCode, stderr]).toEqual([
      0,
      'The last line of the recording is cut: whoever wrote it was stopped.\n',
    ]);
  });

  it('lists the markers', async () => {
    const { stdout, ...rest } = await cli('play', 'acme.cast', '--markers');
    expect(rest).toEqual({ exitCode: 0, signalName: null, stderr: '' });
    expect(stdout.replaceAll(/^ *\d+\.\d{3} s/gm, 'N s')).toBe(
      [
        'N s  spawn: read -p "Name: " name; echo "hello $name"',
        'N s  exchange acme.yaml:6:9: Name:',
        'N s  end: exit code 0',
        'N s  spawn: whiptail --menu Sizes 12 40 2 s small l large',
        'N s  exchange acme.yaml:11:9: screen Sizes',
        'N s  end: exit code 0',
        '',
      ].join('\n'),
    );
    const json = JSON.parse((await cli('play', 'acme.cast', '--markers', '--json')).stdout) as unknown;
    const { events } = await readCast(cast);
    const kinds = ['spawn', 'exchange', 'end', 'spawn', 'exchange', 'end'];
    expect(json).toEqual(
      events
        .flatMap((event) => (event.kind === 'marker' ? [event] : []))
        .map(({ atSeconds, label }, index) => ({ atSeconds, label, kind: kinds[index] })),
    );
  });

  it('has no markers to list, or nothing to show', async () => {
    writeFileSync(join(folder, 'empty.cast'), '{"version":3,"term":{"cols":80,"rows":24}}\n');
    expect(await cli('play', 'empty.cast', '--markers')).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'The recording has no markers.\n',
    });
    await using player = await started(['empty.cast']);
    await player.expect('Nothing was written in this recording.\nexit 0');
    await player.exit();
  });

  const made = 'Give a recording (asciicast version 2 or 3) that unattend or asciinema made.';
  it.each([
    ['none.cast', 'Cannot read the recording none.cast: it does not exist.'],
    ['.', 'Cannot read the recording .: it is a directory.'],
    [
      'acme.yaml',
      'Cannot read the recording acme.yaml, line 1: it does not begin with the header of an asciicast.',
    ],
  ])('says what is wrong with %s', async (file, sentence) => {
    expect(await cli('play', file)).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: [
        `Failed: ${sentence}\n`,
        `  hint       ${made}`,
        `  reproduce  unattend play ${file}`,
        '  error      UNATTEND_RECORDING_INVALID, exit code 2\n',
      ].join('\n'),
    });
  });

  it.each([
    [['--speed', '0'], '--speed takes a number above 0, not "0".', '2 is twice as fast, 0.5 half as fast.'],
    [
      ['--idle-limit', '2s'],
      '--idle-limit takes a number of seconds, or 0 for no limit, not "2s".',
      'Without it no silence is longer than 2 s.',
    ],
    [['--json'], 'A recording is not played as JSON.', 'Its markers are: unattend play --markers --json.'],
  ])('%j is a wrong command line', async (flags, sentence, hint) => {
    const { exitCode, stderr } = await cli('play', 'acme.cast', ...flags);
    expect([exitCode, stderr]).toEqual([
      2,
      `Failed: ${sentence}\n\n  hint   ${hint}\n  error  UNATTEND_USAGE, exit code 2\n`,
    ]);
  });
});
