import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readCast } from '../../src/recording/reader.js';
import { containersMounting, startContainer } from '../support/containers.js';
import { BUSYBOX, imagesWith } from '../support/images.js';
import { recordBy } from '../support/person.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { until } from '../support/until.js';

const WIZARD = `printf 'Name: '; read -r name
printf 'Which colour? '; read -r colour
stty -echo; printf 'Password: '; read -r password; stty echo; echo
printf 'Sure? '; read -r sure
[ "$name $colour $password $sure" = 'Ann blue Xq7-zv yes' ]`;

const script = (exchanges: string): string => `# Mine.
unattend: 1
name: a
inputs: { wizard: { from: ./wizard.sh } } # here
deploy:
  - spawn: sh \${{ inputs.wizard }}
    stall: 1s
    dialogue:
      # the name
      - expect: "Name:"
        answer: Ann
${exchanges}    exit: 0
`;
const SURE = `      # the last one
      - expect: Sure?
        answer: yes
`;

it.each([
  { where: 'on this machine', place: ['--on', 'host'], flags: '--on host' },
  { where: 'in a fresh container of its base', place: [], flags: '--no-seal' },
])('goes on where a script has no answer, $where, and writes it there', async ({ place, flags }) => {
  await using box = await openSandbox();
  const name = `image: { tags: ["${box.tag}"], labels: { unattend-test: "${box.token}" } }\n`;
  const whole = (exchanges: string): string =>
    script(exchanges).replace('name: a\n', `name: a\nbase: ${BUSYBOX}\n${name}`);
  await box.write('wizard.sh', WIZARD);
  await box.write('a.yaml', whole(SURE));
  await using person = await recordBy(box, [...place, 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.on('colour?', 'blue\r');
  await person.on('Password: ', 'Xq7-zv\r');
  await person.on('Sure? ', '\x1d');
  expect([await person.exitCode(), person.seen()]).toEqual([
    0,
    expect.stringContaining('Wrote 2 exchanges into'),
  ]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(
    whole(`      - expect: Which colour?
        answer: blue
      - expect: "Password:"
        answer: { secret: password }
${SURE}`).replace('inputs:', 'secrets:\n  password: { env: PASSWORD }\n\ninputs:'),
  );
  expect(await imagesWith(box.label)).toEqual([]);
  expect(await containersMounting(dirname(box.directory))).toEqual([]);
  const command = `run a.yaml ${flags} --recording a.cast`;
  expect(person.seen()).toContain(`this makes one:\r\n  unattend ${command}\r\n`);
  const again = await box.run(command.split(' '), { env: { PASSWORD: 'Xq7-zv' } });
  expect([again.exitCode, again.stderr]).toEqual([0, expect.anything()]);
  const replayed = await box.run(['replay', '.']);
  expect([replayed.exitCode, replayed.stderr]).toEqual([0, expect.anything()]);
});

it.each([
  { where: 'in a container that runs', flag: '--container', left: ['/made'] },
  { where: 'in a fresh container of a base that only the command line names', flag: '--base', left: [] },
])('goes on $where', async ({ flag, left }) => {
  await using container = await startContainer();
  await using box = await openSandbox();
  await box.write('wizard.sh', `echo "on $(hostname)" | tee /made\n${WIZARD}`);
  await box.write('a.yaml', script(SURE));
  const [place, host] = flag === '--base' ? [BUSYBOX, 'build'] : [container.id, container.id.slice(0, 12)];
  await using person = await recordBy(box, [flag, place, 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.on(`on ${host}`, '');
  await person.on('colour?', 'blue\r');
  await person.on('Password: ', 'Xq7-zv\r');
  await person.on('Sure? ', '\x1d');
  expect([await person.exitCode(), person.seen()]).toEqual([
    0,
    expect.stringContaining(`  unattend run a.yaml ${flag} ${place} `),
  ]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toContain(
    script(`      - expect: Which colour?
        answer: blue
      - expect: "Password:"
        answer: { secret: password }
${SURE}`).slice(script('').indexOf('deploy:')),
  );
  expect(await container.changes()).toEqual(left);
  expect(await containersMounting(dirname(box.directory))).toEqual([]);
  expect(await box.left()).toEqual(NOTHING);
});

it.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('an interrupt ends it while the person has the keyboard: %s', async (signalName, exitCode) => {
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  await box.write('a.yaml', script('').replace('name: a\n', `name: a\nbase: ${BUSYBOX}\n`));
  await using person = await recordBy(box, ['a.yaml']);
  await person.on('colour?', '');
  process.kill(Number(await readFile(join(box.directory, '../pid'), 'utf8')), signalName);
  expect([await person.exitCode(), person.seen()]).toEqual([
    exitCode,
    expect.stringContaining(`Interrupted by ${signalName}; everything was cleaned up.`),
  ]);
  expect(await box.left()).toEqual(NOTHING);
});

it('puts what was answered in the place of a question that was changed', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Name: '; read -r name; printf 'Really sure now? '; read -r sure`);
  await box.write('a.yaml', script(SURE));
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.on('now?', 'y\r');
  expect([await person.exitCode(), person.seen()]).toEqual([
    0,
    expect.stringContaining('Wrote 1 exchange into'),
  ]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(
    script(`      # the last one
      - expect: Really sure now?
        answer: y
`),
  );
});

it('keeps of a changed question what it need not change', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `printf 'Name: '; read -r name; printf 'Really sure now? '; read -r sure; [ "$sure" = yes ]`,
  );
  const before = script(`      # the last one
      - expect: Sure?
        when: { careful: true }
        # as they say
        answer: \${{ params.sure }}
        timeout: 20s
`).replace(
    'deploy:',
    'params: { sure: { default: no }, careful: { type: boolean, default: true } }\ndeploy:',
  );
  await box.write('a.yaml', before);
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml', 'sure=yes']);
  await person.on('The terminal is yours', '');
  await person.on('now?', 'yes\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.stringContaining('Wrote 1 exchange')]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(
    before.replace('expect: Sure?', 'expect: Really sure now?'),
  );
  const again = await box.run(['run', '--on', 'host', 'a.yaml', 'sure=yes']);
  expect([again.exitCode, again.stderr]).toEqual([0, expect.anything()]);
});

it('changes the answer that was refused, and nothing else', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `until printf 'Name: ' && read -r name && [ "$name" = Zoe ]; do echo 'No such name.'; done`,
  );
  await box.write('a.yaml', script('').replace('"Name:"', '/Name:/'));
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.on('Name: ', 'Zoe\r');
  expect([await person.exitCode(), person.seen()]).toEqual([0, expect.stringContaining('Wrote 1 exchange')]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(
    script('').replace('"Name:"', '/Name:/').replace('Ann', 'Zoe'),
  );
});

it('takes the keyboard as often as the script has no answer', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `for each in First: Name: Third: Sure? Fifth:; do printf '%s ' $each; read -r x; all="$all $x"; done
[ "$all" = ' one Ann three yes five' ]`,
  );
  await box.write('a.yaml', script(SURE).replaceAll('\n', '\r\n'));
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  await person.on('First:', 'one\r');
  await person.on('Name: ', '\x1d');
  await person.on('Third:', 'three\r');
  await person.on('Sure? ', '\x1d');
  await person.on('Fifth:', 'five\r');
  expect([await person.exitCode(), person.seen()]).toEqual([
    0,
    expect.stringContaining('Wrote 3 exchanges into'),
  ]);
  const given = (prompt: string, answer: string): string =>
    `      - expect: "${prompt}"\n        answer: ${answer}\n`;
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(
    script(given('Third:', 'three') + SURE + given('Fifth:', 'five'))
      .replace('      # the name\n', (comment) => given('First:', 'one') + comment)
      .replaceAll('\n', '\r\n'),
  );
});

it('goes on at the end of a dialogue', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Name: '; read -r name; printf 'More? '; read -r more`);
  await box.write('a.yaml', script(''));
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.on('More?', 'no\r');
  expect([await person.exitCode(), person.seen()]).toEqual([
    0,
    expect.stringContaining('Wrote 1 exchange into'),
  ]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(
    script(`      - expect: More?
        answer: no
`),
  );
});

it('leaves a script alone that answers everything', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Name: '; read -r name`);
  await box.write('a.yaml', script(''));
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  expect([await person.exitCode(), person.seen()]).toEqual([
    0,
    expect.stringContaining('the script is as it was'),
  ]);
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(script(''));
});

/** What the person has done while they have the keyboard, as it is kept. */
async function recordedSoFar(box: Sandbox): Promise<string> {
  const directory = join(box.directory, '../tmp');
  const files = (await readdir(directory, { recursive: true })).filter((file) => file.endsWith('.cast'));
  return (await Promise.all(files.map((file) => readFile(join(directory, file), 'utf8')))).join('');
}

it('shows what has no place in the script, and keeps the recording of it', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', `printf 'Name: '; read -r name; printf 'Sure? '; read -r sure; stty size`);
  const flow = `unattend: 1
name: a
inputs: { wizard: { from: ./wizard.sh } }
deploy:
  - { spawn: "sh \${{ inputs.wizard }}", stall: 1s, dialogue: [{ expect: "Name:", answer: Ann }] }
`;
  await box.write('a.yaml', flow);
  await using person = await recordBy(box, ['--on', 'host', 'a.yaml']);
  await person.on('The terminal is yours', '');
  await person.terminal.resize({ columns: 70, rows: 20 });
  await until('that is recorded', async () => (await recordedSoFar(box)).includes('"70x20"'));
  await person.on('Sure?', 'yes\r');
  expect([await person.exitCode(), person.seen()]).toEqual([
    2,
    expect.stringContaining('- expect: Sure?\r\n  answer: yes'),
  ]);
  expect(person.seen()).toContain('20 70\r\n');
  expect(await readFile(join(box.directory, 'a.yaml'), 'utf8')).toBe(flow);
  const [, kept = ''] = /What you did is kept in (\S+): /.exec(person.seen()) ?? [];
  const [cast = ''] = await readdir(kept);
  expect(cast).toMatch(/\.cast$/);
  const { events } = await readCast(join(kept, cast));
  const sizes = events.flatMap((event) => (event.kind === 'resize' ? [event.size] : []));
  expect(sizes.slice(0, 2)).toEqual([
    { columns: 100, rows: 30 },
    { columns: 70, rows: 20 },
  ]);
  const played = await box.run(['generate', join(kept, cast)], {});
  await rm(kept, { recursive: true });
  expect([played.exitCode, played.stdout]).toEqual([0, expect.stringContaining('expect: Sure?')]);
});
