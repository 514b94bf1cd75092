import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { type Screen, type Spawned, spawn } from '../../src/index.js';
import { readCast } from '../../src/recording/reader.js';
import { inTerminal } from '../canary/in-terminal.js';
import { MAIN } from '../support/cli.js';
import { containersMounting, killContainer } from '../support/containers.js';
import { DEBIAN } from '../support/images.js';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

/** What the shell finds when it is over: how it ended, and how the terminal's flags are. */
const wayOut = `echo "exit $?"; stty -a | tr -d ';' | tr ' ' '\\n' | grep -xE -e '-?(icanon|echo|isig|opost)' | tr '\\n' ' '; echo over`;

/** A person records `a.sh` from a shell of theirs. */
function recording(box: Sandbox, place = '--on host'): Promise<Spawned> {
  const command = `${process.execPath} ${MAIN} record ${place} -o a.yaml -- bash ./a.sh`;
  return spawn(`echo before; sh -c 'echo $$ >../pid; exec ${command}'; ${wayOut}`, {
    cwd: box.directory,
    env: box.environment,
    size,
    timeoutMs: 40_000,
  });
}

const pidOf = async (box: Sandbox): Promise<number> =>
  Number(await readFile(join(box.directory, '../pid'), 'utf8'));

async function shows(terminal: Spawned, text: string, deadlineMs?: number): Promise<void> {
  const hasIt = async (): Promise<boolean> => (await linesOf(terminal)).some((line) => line.includes(text));
  await until(`the screen shows ${text}`, hasIt, deadlineMs);
}
const linesOf = async (terminal: Spawned): Promise<readonly string[]> =>
  (await terminal.screen()).lines.map(({ text }) => text.trim()).filter(Boolean);

const size = { columns: 100, rows: 30 };

/** Whiptail sets nearly every mode there is: another screen, colours, no cursor, raw keys. */
const MENU = 'whiptail --menu Sizes 12 40 2 s small l large 2>/dev/null';

/** Nothing that a program set is left, the shell goes on below, and the last line but one says how it ended. */
async function isRestored(terminal: Spawned, exit: string): Promise<void> {
  await terminal.expect('over');
  const screen = await terminal.screen();
  expect(screen).toMatchObject({ isAlternate: false, cursor: { isVisible: true } });
  const lines = await linesOf(terminal);
  expect([lines[0], ...lines.slice(-2)]).toEqual(['before', exit, 'opost isig icanon echo over']);
  const last = screen.lines.find(({ text }) => text.endsWith('over'));
  expect(last?.runs.map(({ style }) => style.background)).toEqual([undefined]);
  await terminal.exit();
}

it.each([
  ['when the program ends', undefined, 'exit 0'],
  ['when it is stopped by a signal', 'SIGTERM', 'exit 143'],
  ['when it is hung up', 'SIGHUP', 'exit 129'],
  ['when it is told to quit', 'SIGQUIT', 'exit 131'],
  ['when it is stopped by a signal while the menu is open', 'SIGTERM', 'exit 143'],
] as const)('leaves the terminal as it was %s', async (when, signalName, exit) => {
  await using box = await openSandbox();
  await box.write('a.sh', MENU);
  await using terminal = await recording(box);
  await shows(terminal, 'large');
  if (when.endsWith('menu is open')) {
    terminal.write('\x1d');
    await shows(terminal, 'Escape or Enter goes back.');
  }
  if (signalName === undefined) terminal.write('\r');
  else process.kill(await pidOf(box), signalName);
  await isRestored(terminal, exit);
});

/** A full screen of a program that ends by no signal that lets it choose, while its file is there. */
const STUBBORN = String.raw`trap '' HUP TERM INT
printf '\033[?1049h\033[?25l\033[?1h\033[44mlarge'
while [ -e "$0" ]; do sleep 0.1; done`;

it('leaves the terminal as it was when it is stopped a second time, and does not wait', async () => {
  await using box = await openSandbox();
  await box.write('a.sh', STUBBORN);
  await using terminal = await recording(box);
  await shows(terminal, 'large');
  const pid = await pidOf(box);
  await until('it has ended', () => {
    try {
      process.kill(pid, 'SIGTERM');
      return false;
    } catch {
      return true;
    }
  });
  await isRestored(terminal, 'exit 143');
  expect(await linesOf(terminal)).not.toContainEqual(expect.stringContaining('Interrupted'));
});

it('leaves the terminal as it was when the container is gone, and keeps what was done', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    String.raw`printf 'Name: '; read -r name; printf '\033[?1049h\033[?25l\033[44mlarge'; read -r x`,
  );
  await using terminal = await recording(box, `--base ${DEBIAN}`);
  await shows(terminal, 'Name:', 30_000);
  terminal.write('Ann\r');
  await shows(terminal, 'large');
  for (const id of await containersMounting(dirname(box.directory))) await killContainer(id);
  await terminal.expect('exit code 137');
  await isRestored(terminal, 'exit 0');
  const { events } = await readCast(join(box.directory, 'a.cast'));
  expect(events).toContainEqual(expect.objectContaining({ kind: 'input', text: '\r' }));
  expect(await containersMounting(dirname(box.directory))).toEqual([]);
  expect(await box.left()).toEqual(NOTHING);
});

it('ends as it should when the window is closed, of which nobody reads any more', async () => {
  await using box = await openSandbox();
  await box.write('a.sh', `printf 'Name: '; read -r name; printf 'Sure? '; read -r sure`);
  const args = ['record', '--base', DEBIAN, '-o', 'a.yaml', '--', 'bash', './a.sh'];
  const window = box.start(args, { through: inTerminal, stdin: 'pipe' });
  await until('it asks', () => window.stdout().includes('Name: '), 30_000);
  window.child.stdin?.write('Ann\r');
  await until('it asks again', () => window.stdout().includes('Sure? '));
  const pid = String(window.child.pid);
  const recorder = Number(await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'));
  window.child.kill('SIGKILL');
  await until('it has ended', () => !existsSync(`/proc/${recorder}`), 30_000);
  const { events } = await readCast(join(box.directory, 'a.cast'));
  expect(events.at(-1)).toMatchObject({ kind: 'marker', label: expect.stringMatching(/^end: /) as string });
  expect(await containersMounting(dirname(box.directory))).toEqual([]);
  expect(await box.left()).toEqual(NOTHING);
});

/** As programs draw that leave nothing to the terminal: a line feed goes down and not back, and what is written is cut anywhere. */
const STAIRS = String.raw`stty -opost
printf '\033[?1049h\033[2J\033[3;9H\033[31mcrimson\nstairs\n\033(0qqx\033(B\nst\303'
sleep 0.3
printf '\251s'
read -r x; stty opost`;

/** What a screen shows from the first line with a text on, with its colours. */
const drawn = ({ lines, cursor, isAlternate }: Screen, from: string): unknown => {
  const first = lines.findIndex(({ text }) => text.includes(from));
  const below = lines.slice(first).map(({ runs }) => runs);
  return { isAlternate, cursor: { ...cursor, row: cursor.row - first }, runs: below.slice(0, 12) };
};

it.each([
  ['colours', String.raw`printf '\033[31mcrimson\033[44mX'; read -r x`, 'crimson', 'crimsonX'],
  ['a full screen', MENU, 'Sizes', 'large'],
  ['lines that go straight down and a character in two pieces', STAIRS, 'crimson', 'stés'],
])('shows the person %s as the program alone would', async (_, program, from, last) => {
  await using box = await openSandbox();
  await box.write('a.sh', program);
  await using bare = await spawn(['bash', './a.sh'], { cwd: box.directory, env: box.environment, size });
  await shows(bare, last);
  await using terminal = await recording(box);
  await shows(terminal, last);
  const expected = drawn(await bare.screen(), from);
  expect(JSON.stringify(expected)).toMatch(/"(?:fore|back)ground":[^u]/);
  expect(drawn(await terminal.screen(), from)).toEqual(expected);
  terminal.write('\r');
  await terminal.expect('over');
});

it('shows the menu over a full screen, and puts that back as it was', async () => {
  await using box = await openSandbox();
  await box.write('a.sh', `whiptail --menu Sizes 12 40 2 s small l large 2>${box.directory}/chosen`);
  await using terminal = await recording(box);
  await shows(terminal, 'large');
  const before = await terminal.screen();
  terminal.write('\x1d');
  await shows(terminal, 'Escape or Enter goes back.');
  expect((await linesOf(terminal)).filter((line) => line.includes('large'))).toEqual([]);
  terminal.write('\x1b');
  await shows(terminal, 'large');
  // It may come in pieces.
  await until('all is there', async () => isDeepStrictEqual(await terminal.screen(), before)).catch(
    () => undefined,
  );
  expect(await terminal.screen()).toEqual(before);
  terminal.write('\x1bOB');
  const row = (screen: Screen): unknown => screen.lines.find(({ text }) => text.includes('large'))?.runs;
  await until(
    'the second one is chosen',
    async () => !isDeepStrictEqual(row(await terminal.screen()), row(before)),
  );
  terminal.write('\r');
  await isRestored(terminal, 'exit 0');
  expect(await readFile(join(box.directory, 'chosen'), 'utf8')).toBe('l');
});

it('what a full-screen program writes while the menu is open is there once', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    String.raw`printf '\033[?1049h\033[Hfirst\r\n'
while ! [ -e ${box.directory}/go ]; do sleep 0.1; done
printf 'second\r\nthird'; touch ${box.directory}/gone; read -r x; printf '\033[?1049l'`,
  );
  await using terminal = await recording(box);
  await shows(terminal, 'first');
  terminal.write('\x1d');
  await shows(terminal, 'Escape or Enter goes back.');
  await box.write('go', '');
  await until('the program has written', () => existsSync(join(box.directory, 'gone')));
  // The recorder has read it by then.
  await delay(500);
  terminal.write('\x1b');
  await shows(terminal, 'third');
  expect(await linesOf(terminal)).toEqual(['first', 'second', 'third']);
  terminal.write('\r');
  await isRestored(terminal, 'exit 0');
});

it('gives the keys that come in one write to the program in one', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    `exec python3 -c 'import os, tty
tty.setraw(0)
print("ready", end="\\r\\n", flush=True)
while (keys := os.read(0, 100)) != b"q": print("read", len(keys), end="\\r\\n", flush=True)'`,
  );
  await using terminal = await recording(box);
  await shows(terminal, 'ready');
  for (const [keys, told] of [
    ['\x1b[B', 'read 3'],
    ['\x1b[1;5C', 'read 6'],
    ['é', 'read 2'],
  ] as const) {
    terminal.write(keys);
    await shows(terminal, told);
  }
  terminal.write('q');
  await isRestored(terminal, 'exit 0');
  expect((await linesOf(terminal)).filter((line) => /^read /.test(line))).toEqual([
    'read 3',
    'read 6',
    'read 2',
  ]);
});

it('in a pause the time of the recording stands still, and what the program writes is shown after it', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    `printf 'Name: '; (while ! [ -e ${box.directory}/go ]; do sleep 0.1; done; printf 'by the way ') & read -r name; wait`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './a.sh']);
  await person.on('Name: ', '\x1d');
  await person.on('goes back', 'z');
  await person.on('stands still. Any key', '');
  const pauseSeconds = 4;
  await delay(pauseSeconds * 500);
  await box.write('go', '');
  await delay(pauseSeconds * 500);
  expect(person.seen()).not.toContain('by the way');
  await person.type(' ');
  await person.on('by the way', 'Ann\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
  const { events } = await readCast(join(box.directory, 'a.cast'));
  const asked = events.find((event) => event.kind === 'output' && event.text.includes('Name'));
  const answered = events.find((event) => event.kind === 'input');
  expect((answered?.atSeconds ?? Infinity) - (asked?.atSeconds ?? 0)).toBeLessThan(pauseSeconds);
});

it('ends the program from the menu, and writes what was done until then', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    `trap '' HUP TERM INT; printf 'Name: '; read -r name; printf 'Sure? '; read -r sure; read -r more`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './a.sh']);
  await person.on('Name: ', 'Ann\r');
  await person.on('Sure? ', '\x1d');
  await person.on('goes back', 'q');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.stringContaining('and wrote')]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toContain(`    dialogue:
      - expect: "Name:"
        answer: Ann
`);
  const { events } = await readCast(join(box.directory, 'a.cast'));
  expect(events.at(-1)).toMatchObject({ kind: 'marker', label: 'end: killed by SIGKILL' });
  expect(await box.left()).toEqual(NOTHING);
});
