import { existsSync } from 'node:fs';
import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readFlags } from '../../src/recording/flags-file.js';
import { programsIn } from '../../src/recording/programs.js';
import { readCast } from '../../src/recording/reader.js';
import type { Turn } from '../../src/recording/turn.js';
import { readTurns } from '../../src/recording/turns.js';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';

const WIZARD = `printf 'Accept? '; read -r accepted
printf 'Directory [/opt/x]: '; read -r directory
stty -echo; printf 'Password: '; read -r password; stty echo; echo
printf 'Serial number: '; read -r serial
echo "it is $accepted, $directory, $password, $serial"
exit 3
`;

/** What a person did, in the words of a test. */
const told = ({ text, key, secret, shown, echo }: Turn): string =>
  [secret === undefined ? text : `<${secret}>`, key ?? '-', shown ?? '-', echo ?? '-'].join(' ');

async function turnsOf(box: Sandbox, file = 'a.cast'): Promise<readonly string[]> {
  const path = join(box.directory, file);
  const [program] = programsIn(await readCast(path));
  if (program === undefined) throw new Error('no program');
  const { turns } = await readTurns(program, await readFlags(path));
  return turns.map(told);
}

/** The recorder looks at the terminal's flags between a prompt and its answer, which takes a process or two. */
const slow = { stillMs: 600 };

it('records what a person answers, corrections and all, and no secret', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh'], slow);
  await person.on('Accept? ', 'yess\x7f\r');
  await person.on('[/opt/x]: ', '\r');
  await person.on('Password: ', 'hunterr\x7f2-secret\r');
  await person.on('number: ', 'ABX\x7fC-12345\r');
  expect(await person.exitCode()).toBe(0);
  expect(person.seen()).toContain('it is yes, , hunter2-secret, ABC-12345\r\n');

  const cast = await readFile(join(box.directory, 'a.cast'), 'utf8');
  expect(cast).toContain('it is yes, , [redacted], [redacted]');
  expect(cast).not.toMatch(/hunter|secret-|ABC|ABX|-123/);
  expect(cast.trimEnd().split('\n').at(-1)).toMatch(/"m","end: exit code 3"\]$/);
  expect(await turnsOf(box)).toEqual([
    'yes enter plain on',
    ' enter - on',
    '<password> enter hidden off',
    '<serial-number> enter plain on',
  ]);
  for (const file of ['a.cast', 'a.cast.flags'])
    expect((await stat(join(box.directory, file))).mode & 0o777).toBe(0o600);
  expect(await box.left()).toEqual(NOTHING);
});

it('records in version 2 of the format, which it rewrites, replays and makes the same script of', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  const args = ['--on', 'host', '-o', 'a.yaml', '--cast-format', 'v2', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args, slow);
  await person.on('Accept? ', 'yes\r');
  await person.on('[/opt/x]: ', '\x1d');
  await person.on('goes back', 's');
  await person.on('"accept", and is in no file. Any key', ' ');
  await person.type('/srv\r');
  await person.on('Password: ', 'hunter2-secret\r');
  await person.on('number: ', 'ABC-12345\r');
  expect(await person.exitCode()).toBe(0);

  const cast = await readFile(join(box.directory, 'a.cast'), 'utf8');
  expect(cast).not.toMatch(/"yes|hunter|ABC/);
  const [header, ...events] = cast
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(header).toMatchObject({ version: 2, width: 100, height: 30 });
  // Absolute seconds: of intervals the sum would be more than the time that has passed.
  const times = (events as [number, string, string][]).map(([seconds]) => seconds);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(times.at(-1)).toBeGreaterThan(1);
  expect((events as [number, string, string][]).filter(([, kind]) => kind === 'x')).toEqual([]);
  expect(await turnsOf(box)).toEqual([
    '<accept> enter plain on',
    '/srv enter plain on',
    '<password> enter hidden off',
    '<serial-number> enter plain on',
  ]);
  expect((await box.run(['replay', 'a.yaml', 'a.cast'])).exitCode).toBe(0);
  const made = await box.run(['generate', 'a.cast']);
  expect([made.exitCode, made.stdout]).toEqual([0, await readFile(join(box.directory, 'a.yaml'), 'utf8')]);
});

it('rewrites the recording when an answer is made a secret afterwards', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `printf 'Name: '; read -r name; echo "Hello $name"; printf 'Sure? '; read -r sure; echo "$name"`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh'], slow);
  await person.on('Name: ', 'mellonn\x7f-friend\r');
  await person.on('Sure? ', '\x1d');
  await person.on('goes back', 's');
  await person.on('"name", and is in no file. Any key', ' ');
  expect(await readFile(join(box.directory, 'a.cast'), 'utf8')).not.toMatch(/mell|friend/);
  await person.type('y\r');
  expect(await person.exitCode()).toBe(0);
  const cast = await readFile(join(box.directory, 'a.cast'), 'utf8');
  expect(cast).not.toMatch(/mell|friend/);
  expect(cast.match(/\[redacted\]/g)).toHaveLength(2);
  expect(await turnsOf(box)).toEqual(['<name> enter plain on', 'y enter plain on']);
});

it.each([
  ['tells it at the end', false],
  ['does so when it is told again', true],
])('says in the menu that the recording cannot be written without a secret, and %s', async (_, isBack) => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Name: '; read -r name; printf 'Sure? '; read -r sure`);
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh']);
  await person.on('Name: ', 'mellon-friend\r');
  await person.on('Sure? ', '\x1d');
  const [cast, away] = ['a.cast', 'away.cast'].map((name) => join(box.directory, name)) as [string, string];
  await rename(cast, away);
  await person.on('goes back', 's');
  await person.on(`That failed: The recording ${cast} cannot be written anew`, '');
  await person.on('Any key', ' ');
  if (isBack) {
    await rename(away, cast);
    await person.type('\x1d');
    await person.on('goes back', 's');
    await person.on('"name", and is in no file. Any key', ' ');
  }
  await person.type('y\r');
  expect([await person.exitCode(), person.seen()]).toEqual([isBack ? 0 : 2, expect.anything()]);
  expect(person.seen().includes('a.cast holds a secret in clear')).toBe(!isBack);
  expect(existsSync(join(box.directory, 'a.yaml'))).toBe(isBack);
  if (isBack) expect(await readFile(cast, 'utf8')).not.toMatch(/mell|friend/);
});

it('names both files after what is run when it is not told how', async () => {
  await using box = await openSandbox();
  await box.write('acme-sdk.run.sh', `printf 'Name: '; read -r name`);
  await using person = await recordBy(box, ['--on', 'host', '--', 'sh', './acme-sdk.run.sh']);
  await person.on('Name: ', 'Ann\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
  expect((await readdir(box.directory)).sort()).toEqual([
    'acme-sdk-run.cast',
    'acme-sdk-run.cast.flags',
    'acme-sdk-run.yaml',
    'acme-sdk.run.sh',
  ]);
});

it('makes the answer that is being typed a secret', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Name: '; read -r name; echo "Hello $name"`);
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh'], slow);
  await person.on('Name: ', 'mellon\x1d');
  await person.on('goes back', 's');
  await person.on('Any key', ' ');
  await person.type('\r');
  expect(await person.exitCode()).toBe(0);
  expect(await readFile(join(box.directory, 'a.cast'), 'utf8')).not.toContain('mell');
  expect(await turnsOf(box)).toEqual(['<name> enter plain on']);
});

it('keeps what is said of an answer in the menu, and sends Ctrl-] itself', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `printf 'Path: '; read -r p; printf 'Key: '; read -r k; printf %s "$k" | od -c`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh']);
  await person.on('Path: ', '/opt\r');
  await person.on('Key: ', '\x1d');
  await person.on('goes back', 'p');
  await person.on('parameter: ', 'where\r');
  await person.on('Noted of your answer to "Path:". Any key', ' ');
  await person.type('\x1d');
  await person.on('goes back', 'c');
  await person.on('says: ', '\x15Ke\x7fey:\r');
  await person.on('Any key', ' ');
  for (const choice of ['o', 'r']) {
    await person.type('\x1d');
    await person.on('goes back', choice);
    await person.on('Any key', ' ');
  }
  await person.type('\x1d');
  await person.on('goes back', '\x1d');
  await person.type('\r');
  expect(await person.exitCode()).toBe(0);
  expect(person.seen()).toMatch(/0000000 +035\r\n/);
  const { events } = await readCast(join(box.directory, 'a.cast'));
  expect(events.flatMap((event) => (event.kind === 'marker' ? [event.label] : []))).toEqual([
    'input: wizard=./wizard.sh',
    'spawn: sh ${{ inputs.wizard }}',
    'prompt: Path:',
    'note param: where',
    'note check: Key:',
    'note optional',
    'note repeated',
    'prompt: Key:',
    'prompt: Key: ^]',
    'end: exit code 0',
  ]);
});

it.each([
  ['kitty’s protocol', '\\033[>1u', (code: number, modifiers: number) => `\x1b[${code};${modifiers}u`],
  ['modifyOtherKeys', '\\033[>4;2m', (code: number, modifiers: number) => `\x1b[27;${modifiers};${code}~`],
])('Ctrl-] opens the menu also where the program has switched on %s', async (_, switchOn, report) => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `printf '${switchOn}Name: '; read -r name; printf 'Key: '; read -r k; printf %s "$k" | od -c`,
  );
  const [menu, escape] = [report(93, 5), report(27, 1)];
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh'], slow);
  await person.on('Name: ', `mellon${menu}`);
  await person.on('goes back', escape);
  await person.type(menu);
  await person.on('goes back', report(115, 1));
  await person.on('It is the secret', ' ');
  await person.type('\r');
  await person.on('Key: ', menu);
  await person.on('goes back', menu);
  await person.type('\r');
  expect(await person.exitCode()).toBe(0);
  // The program has it as it asked for it, and only what was sent to it.
  const sent = Array.from(menu, (character) => (character === '\x1b' ? '033' : character)).join(' +');
  expect(person.seen()).toMatch(new RegExp(`0000000 +${sent.replace('[', '\\[')}\r\n`));
  expect(await turnsOf(box)).toEqual([
    '<name> enter plain on',
    expect.stringContaining(' ctrl-] '),
    expect.stringContaining(' enter '),
  ]);
  // The next program at that terminal has asked for nothing.
  expect(person.seen()).toMatch(/\x1b\[=0u[^]*\x1b\[>4m[^]*and wrote/);
});

it('says in the menu what may be said, of the answer that is being typed too', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `echo Welcome; printf 'User: '; read -r u; echo Unpacked.; printf 'Path: '; read -r p; printf 'Sure? '; read -r s`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh']);
  const choose = async (key: string, ...lines: readonly string[]): Promise<void> => {
    await person.type('\x1d');
    await person.on('goes back', key);
    for (let at = 0; at < lines.length; at += 2) await person.on(lines[at] ?? '', lines[at + 1] ?? '');
    await person.type(' ');
  };
  await person.on('User: ', '');
  await choose('c', 'says: Welcome', '\r', 'Noted.', '');
  await choose('o', 'Noted of the first answer, which is to come.', '');
  await person.type('Ann\r');
  await person.on('Path: ', '/opt/x');
  const typed = 'Noted of the answer you are typing.';
  await choose(
    'p',
    'parameter: ',
    '2x\r',
    '"2x" is no name: a name has letters',
    '\x15base\r',
    '"base" is a flag',
    '\x15dir\r',
    typed,
    '',
  );
  await choose('c', 'says: Unpacked.', '!\r', 'That is not on the screen.', '\x7f\r', 'Noted.', '');
  await person.type('\r');
  await person.on('Sure? ', '');
  // What is awaited anyway.
  await choose('c', 'says: Path: /opt/x', '\x15Sure?\r', 'Noted.', '');
  await person.type('y\r');
  expect(await person.exitCode()).toBe(0);
  const text = await readFile(join(box.directory, 'a.yaml'), 'utf8');
  expect(text.slice(text.indexOf('dialogue:'))).toBe(`dialogue:
      - expect: Welcome
      - expect: "User:"
        answer: Ann
        optional: true
      - expect: Unpacked.
      - expect: "Path:"
        answer: \${{ params.dir }}
      - expect: Sure?
        answer: y
    exit: 0
`);
  const replayed = await box.run(['replay', 'a.yaml', 'a.cast'], {});
  expect([replayed.exitCode, replayed.stderr]).toEqual([0, expect.anything()]);
});

it('shows a full-screen program, passes a change of size on, and leaves the terminal as it was', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    `stty size; trap 'stty size' WINCH
whiptail --menu Pick 15 40 3 a Alpha b Beta c Gamma
echo; echo waiting; while ! read -r line; do :; done; echo "got $line"; stty -a | grep -o -- '-echo ' || echo echoes`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './a.sh'], {
    ...slow,
    size: { columns: 90, rows: 25 },
  });
  await person.on('25 90', '');
  await person.on('Gamma', '\x1b[B\x1b[B\r');
  await person.on('waiting', '');
  await person.terminal.resize({ columns: 70, rows: 20 });
  await person.on('20 70', 'done\r');
  expect(await person.exitCode()).toBe(0);
  expect(person.seen()).toMatch(/^got done\r?\nechoes\r?$/m);
  const file = join(box.directory, 'a.cast');
  const { header, events } = await readCast(file);
  expect(header.size).toEqual({ columns: 90, rows: 25 });
  expect(events.filter(({ kind }) => kind === 'resize')).toEqual([
    expect.objectContaining({ size: { columns: 70, rows: 20 } }),
  ]);
  expect((await turnsOf(box)).slice(0, 3)).toEqual(
    ['down - - raw', 'down - - raw', 'enter - - raw'].map((each) => ` ${each.replace(' - -', ' -')}`),
  );
});

it('takes a choice that comes in one read with the key of the menu', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Code: '; read -r c; printf 'Sure? '; read -r s; echo "it is $s"`);
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh']);
  await person.on('Code: ', 'mellon\r');
  await person.on('Sure? ', '');
  person.terminal.write(Buffer.from('\x1ds'));
  await person.on('and is in no file. Any key', ' ');
  person.terminal.write(Buffer.from('yes\r'));
  expect(await person.exitCode()).toBe(0);
  expect(person.seen()).toContain('it is yes');
});

it('takes nothing that the terminal says by itself for a key, however it is cut', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `stty -echo; printf 'Password: '; read -r k; stty echo; echo; printf 'Name: '; read -r n`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './wizard.sh'], slow);
  await person.on('Password: ', 'hunt');
  // It has the focus; its background is dark; what kind it is.
  for (const piece of [
    '\x1b[',
    'I',
    '\x1b]11;rgb:1c1c/1c',
    '1c/1c1c\x1b',
    '\\',
    '\x1bP>|XTerm(3',
    '79)\x1b\\',
  ]) {
    person.terminal.write(Buffer.from(piece));
    await delay(60);
  }
  await person.type('er22\r');
  await person.on('Name: ', 'Ann\r');
  expect(await person.exitCode()).toBe(0);
  expect(await turnsOf(box)).toEqual(['<password> enter hidden off', 'Ann enter plain on']);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toContain(`    dialogue:
      - expect: "Password:"
        answer: { secret: password }
      - expect: "Name:"
        answer: Ann
`);
});

it('gives Ctrl-C to the program', async () => {
  await using box = await openSandbox();
  await box.write('a.sh', `trap 'echo interrupted; exit 5' INT; printf 'Name: '; read -r name`);
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './a.sh']);
  await person.on('Name: ', 'ab\x03');
  expect(await person.exitCode()).toBe(0);
  expect(person.seen()).toContain('interrupted');
  expect(person.seen()).toContain('(exit code 5)');
});

it('keeps what was typed when the program ends before it is answered', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.sh',
    `printf 'User: '; read -r user; trap 'echo; echo over; exit 0' TERM
(until [ -e ${box.directory}/go ]; do sleep 0.05; done; kill $$) & printf 'Name: '; read -r name`,
  );
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'sh', './a.sh']);
  await person.on('User: ', 'Ann\r');
  await person.on('Name: ', 'An');
  await person.on('An', '');
  await box.write('go', '');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.stringContaining('over\r\n')]);
  const { events } = await readCast(join(box.directory, 'a.cast'));
  const textOf = (kind: 'input' | 'output'): string =>
    events.flatMap((event) => (event.kind === kind ? [event.text] : [])).join('');
  expect(textOf('input')).toBe('Ann\rAn');
  expect(textOf('output')).toBe('User: Ann\r\nName: An\r\nover\r\n');
  expect(events.at(-1)).toMatchObject({ label: 'end: exit code 0' });
});
