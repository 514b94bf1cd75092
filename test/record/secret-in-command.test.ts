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
