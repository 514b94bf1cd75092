import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Spawned, spawn } from '../../src/index.js';
import { readCast } from '../../src/recording/reader.js';
import { MAIN } from '../support/cli.js';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

/** What the shell finds when it is over: how it ended, and how the terminal's flags are. */
const wayOut = `echo "exit $?"; stty -a | tr -d ';' | tr ' ' '\\n' | grep -xE -e '-?(icanon|echo|isig|opost)' | tr '\\n' ' '; echo over`;

/** A person records from a shell of theirs. */
function recording(box: Sandbox): Promise<Spawned> {
  const command = `${process.execPath} ${MAIN} record --on host -o a.yaml -- sh ./a.sh`;
  return spawn(`echo before; sh -c 'echo $$ >../pid; exec ${command}'; ${wayOut}`, {
    cwd: box.directory,
    env: box.environment,
    size: { columns: 100, rows: 30 },
    timeoutMs: 40_000,
  });
}

async function shows(terminal: Spawned, text: string): Promise<void> {
  const hasIt = async (): Promise<boolean> => (await linesOf(terminal)).some((line) => line.includes(text));
  await until(`the screen shows ${text}`, hasIt);
}
const linesOf = async (terminal: Spawned): Promise<readonly string[]> =>
  (await terminal.screen()).lines.map(({ text }) => text.trim()).filter(Boolean);

/** Whiptail sets nearly every mode there is: another screen, colours, no cursor, raw keys. */
const MENU = 'whiptail --menu Sizes 12 40 2 s small l large 2>/dev/null';

it.each([
  ['when the program ends', '', 'exit 0'],
  ['when it is stopped by a signal', 'SIGTERM', 'exit 143'],
  ['when it is stopped by a signal while the menu is open', '\x1d', 'exit 143'],
])('leaves the terminal as it was %s', async (_, how, exit) => {
  await using box = await openSandbox();
  await box.write('a.sh', MENU);
  await using terminal = await recording(box);
  await shows(terminal, 'large');
  if (how === '\x1d') {
    terminal.write(how);
    await shows(terminal, 'Escape or Enter goes back.');
  }
  if (how === '') terminal.write('\r');
  else process.kill(Number(await readFile(join(box.directory, '../pid'), 'utf8')), 'SIGTERM');
  await terminal.expect('over');
  const screen = await terminal.screen();
  expect(screen).toMatchObject({ isAlternate: false, cursor: { isVisible: true } });
  const lines = await linesOf(terminal);
  expect([lines[0], ...lines.slice(-2)]).toEqual(['before', exit, 'opost isig icanon echo over']);
  const last = screen.lines.find(({ text }) => text.endsWith('over'));
  expect(last?.runs.map(({ style }) => style.background)).toEqual([undefined]);
  await terminal.exit();
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
