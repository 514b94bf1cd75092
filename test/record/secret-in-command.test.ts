import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordBy } from '../support/person.js';
import { openSandbox } from '../support/sandbox.js';

const WIZARD = `echo "token $1, $2, from $DB_PASSWORD"; printf 'Name: '; read name; echo "hello $name"
[ "$1 $2 $DB_PASSWORD" = '--token=hunter22 x two words' ]`;

it('a secret that is given in the command is in no file, and the script takes it from the environment', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  const line = `DB_PASSWORD='two words' sh ${box.directory}/wizard.sh --token=hunter22 x`;
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', line]);
  await person.on('Name: ', 'Ann\r');
  expect(await person.exitCode()).toBe(0);

  const [cast, flags, script] = await Promise.all(
    ['a.cast', 'a.cast.flags', 'a.yaml'].map((name) => readFile(join(box.directory, name), 'utf8')),
  );
  expect(`${cast}${flags}${script}`).not.toMatch(/hunter22|two words/);
  expect(cast).toContain('token --token=[redacted], x, from [redacted]');
  expect(script).toContain(`secrets:
  db-password: { env: DB_PASSWORD }
  token: { env: TOKEN }
`);
  expect(script).toContain('env:\n');

  const run = (TOKEN: string) =>
    box.run(['run', 'a.yaml', '--on', 'host'], { env: { TOKEN, DB_PASSWORD: 'two words' } });
  expect((await run('hunter22')).exitCode).toBe(0);
  expect((await run('another-one')).exitCode).toBe(4);
  const replayed = await box.run(['replay', 'a.yaml', 'a.cast']);
  expect(replayed.stdout).toMatch(/^passed/);
});

it('so it is with a secret that is typed, and stood in the command where nobody knew it', async () => {
  await using box = await openSandbox();
  await box.write(
    'wizard.sh',
    `printf 'Vault: '; stty -echo; read -r v; stty echo; echo; [ "$v" = "$1" ] && echo opened`,
  );
  const line = `printf '%s\\n' "opens with hunter22"; sh ${box.directory}/wizard.sh hunter22`;
  await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', line]);
  await person.on('Vault: ', 'hunter22\r');
  expect(await person.exitCode()).toBe(0);

  const [cast = '', flags, script = ''] = await Promise.all(
    ['a.cast', 'a.cast.flags', 'a.yaml'].map((name) => readFile(join(box.directory, name), 'utf8')),
  );
  expect(`${cast}${flags}${script}`).not.toContain('hunter22');
  expect(JSON.parse(cast.split('\n')[0] ?? '')).toMatchObject({
    command: `printf '%s\\n' "opens with \${VAULT}"; sh ${box.directory}/wizard.sh "$VAULT"`,
  });
  expect(script).toContain(`    env:
      VAULT: { secret: vault }
`);
  for (const VAULT of ['hunter22', 'another-one']) {
    const ran = await box.run(['--verbose', 'run', 'a.yaml', '--on', 'host'], { env: { VAULT } });
    expect([ran.exitCode, ran.stderr]).toEqual([0, expect.stringContaining('opened')]);
  }
  expect((await box.run(['replay', 'a.yaml', 'a.cast'])).stdout).toMatch(/^passed/);
});

it('nor is it in the command that a failure shows', async () => {
  await using box = await openSandbox();
  const line = "DB_PASSWORD='two words' sh wizard.sh --token=hunter22 x";
  const nowhere = ['--engine', 'unix:///nowhere.sock'];
  await using person = await recordBy(box, ['--base', 'x', ...nowhere, '-o', 'a.yaml', '--', line]);
  expect(await person.exitCode()).toBe(5);
  // Its colours stand between the words of a failure.
  expect(person.seen()).toMatch(/reproduce\S*\s+unattend record .* sh wizard\.sh --token=\[redacted\] x'/);
  expect(person.seen()).not.toMatch(/hunter22|two words/);
});
