import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BUSYBOX } from '../support/images.js';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox } from '../support/sandbox.js';

it('replays what was recorded in fresh containers, and says so on top of the script', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `[ -e /seen ] && exit 9; touch /seen
printf 'Name: '; read name; stty -echo; printf 'Password: '; read password; stty echo; echo; [ "$password" = Xq7-zv ]`,
  );
  const args = ['--base', BUSYBOX, '-o', 'a.yaml', '--verify', '3', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args, { longestMs: 110_000 });
  await person.on('Name: ', 'Ann\r');
  await person.on('Password: ', 'Xq7-zv\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
  expect(person.seen()).toContain('replay 2 of 3, 120x40 byte by byte: passed\r\n');
  const [first = ''] = (await readFile(join(box.directory, 'a.yaml'), 'utf8')).split('\n');
  expect(first).toBe(
    '# verified: 3 of 3 replays passed, each in a fresh container (100x30; 120x40 byte by byte; 80x24 on a busy machine)',
  );
  expect(await box.left()).toEqual(NOTHING);
}, 120_000);

it('makes patterns fit prompts that are others each time, and begins anew', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `word() { tr -dc a-z </dev/urandom | head -c 12; }
printf 'Word %s for Ann: ' "$(word)"; read name
printf 'Code %s of the day? ' "$(word)"; read code; [ "$name $code" = 'Ann yes' ]`,
  );
  const args = ['--base', BUSYBOX, '-o', 'a.yaml', '--verify', '2', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args, { longestMs: 110_000 });
  await person.on('for Ann: ', 'Ann\r');
  await person.on('of the day? ', 'yes\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
  const fitted = ['Word [a-z]{12} for Ann:', 'Code [a-z]{12} of the day\\?'].map(
    (prompt) => `strengthened: it answers "${prompt}" too`,
  );
  const anew = fitted.map(
    (line) => `replay 1 of 2, 100x30: The program has waited.*\r\n${line}; all replays begin anew\r\n`,
  );
  expect(person.seen()).toMatch(new RegExp(`${anew.join('')}replay 1 of 2, 100x30: passed\r\nreplay 2 of 2`));
  const [first, ...script] = (await readFile(join(box.directory, 'a.yaml'), 'utf8')).split('\n');
  expect(first).toMatch(/^# verified: 2 of 2 replays passed/);
  expect(script.slice(0, 2)).toEqual(
    fitted.map((line) => expect.stringMatching(new RegExp(`^# ${line}$`)) as string),
  );
  expect(script.map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      String.raw`- expect: /Word \w+ for Ann:/`,
      String.raw`- expect: /Code \w+ of the day\?/`,
    ]),
  );
}, 120_000);

it('shows no secret that a program shows in such a prompt', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `stty -echo; printf 'Password: '; read password; stty echo; echo
printf 'Keep %s for %s? ' "$password" "$(tr -dc a-z </dev/urandom | head -c 12)"; read keep`,
  );
  const args = ['--base', BUSYBOX, '-o', 'a.yaml', '--verify', '1', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args, { longestMs: 110_000 });
  await person.on('Password: ', 'Xq7-zv\r');
  await person.on('Keep ', 'y\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
  const script = await readFile(join(box.directory, 'a.yaml'), 'utf8');
  expect(script).toContain('# strengthened: it answers "Keep ');
  expect(script).not.toContain('Xq7-zv');
  // The program itself shows it once; nothing that is ours does.
  const [, ours = ''] = person.seen().split('Recorded ');
  expect(ours).toContain('strengthened: it answers "Keep ');
  expect(ours).not.toContain('Xq7-zv');
}, 120_000);

it.each([
  ['below the working directory', 'wizard.sh', '{ from: ../../wizard.sh }', ''],
  [
    'far away',
    '../wizard.sh',
    '{ from: ./wizard }',
    '  # put it there, or say where it is: --input wizard=PATH\n',
  ],
])(
  'finds an input %s of a script in a folder of its own',
  async (_, path, from, comment) => {
    await using box = await openSandbox();
    await box.write(path, `printf 'Name: '; read name; [ "$name" = Ann ]`);
    await mkdir(join(box.directory, 'sessions/acme'), { recursive: true });
    const args = ['--base', BUSYBOX, '-o', 'sessions/acme/a.yaml', '--verify', '1', '--', 'sh', `./${path}`];
    await using person = await recordBy(box, args, { longestMs: 110_000 });
    await person.on('Name: ', 'Ann\r');
    expect([await person.exitCode(), person.seen()]).toEqual([
      0,
      expect.stringContaining('1 of 1 replays passed'),
    ]);
    const script = await readFile(join(box.directory, 'sessions/acme/a.yaml'), 'utf8');
    expect(script).toContain(`inputs:\n${comment}  wizard: ${from}\n`);
  },
  120_000,
);

it('says which exchange is weak when nothing is the same in two replays', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf '%s: ' "$(tr -dc a-z </dev/urandom | head -c 12)"; read name`);
  const args = ['--base', BUSYBOX, '-o', 'a.yaml', '--verify', '1', '--', 'sh', './wizard.sh'];
  await using person = await recordBy(box, args, { longestMs: 110_000 });
  await person.on(': ', 'Ann\r');
  expect(await person.exitCode()).toBe(3);
  const [first, second] = (await readFile(join(box.directory, 'a.yaml'), 'utf8')).split('\n');
  expect(first).toBe('# verified: 0 of 1 replays passed, each in a fresh container (100x30)');
  expect(second).toMatch(
    /^# weak: The program has waited for input for \d+\.\d s and nothing answers "[a-z]{12}:"; the script waits for "[a-z]{12}:"\. \(100x30\)$/,
  );
}, 120_000);

it.each([
  ['0', ['--base', BUSYBOX], '--verify takes a number of replays from 1 to 999, not "0".'],
  ['3', ['--on', 'host'], '--verify replays in fresh containers, and without --base there are none.'],
])(
  '--verify %s %j is refused before anything starts',
  async (count, place, problem) => {
    await using box = await openSandbox();
    const { exitCode, stderr } = await box.run(['record', ...place, '--verify', count, '--', 'true']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(problem)]);
  },
  120_000,
);
