import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BUSYBOX } from '../support/images.js';
import { recordBy } from '../support/person.js';
import { openSandbox } from '../support/sandbox.js';
import { listed, newCanaries } from './canaries.js';
import { createFinder } from './scanner/finder.js';
import { scanAll } from './scanner/scan.js';
import { TELL } from './session.js';
import { watchEngine } from './watch/engine.js';
import { watchFiles } from './watch/files.js';
import { watchProcesses } from './watch/processes.js';

/** Tells all that it was told, in every form that the suite knows. */
const WIZARD = `${TELL}
stty -echo; printf 'Password: '; IFS= read -r typed; stty echo; echo
printf 'Serial: '; IFS= read -r shown
printf 'API token: '; IFS= read -r token
for each in "$typed" "$shown" "$token"; do tell "$each"; done
printf 'Keep %s? ' "$shown"; read -r _
`;

it('what a person types as a secret is nowhere but on their terminal, nor where the script is verified', async () => {
  await using box = await openSandbox();
  await box.write('wizard.sh', WIZARD);
  const { typed, shown, token } = newCanaries();
  const canaries = listed({ typed, shown, token });
  const processes = watchProcesses();
  const files = watchFiles(join(box.directory, '..'));
  const engine = await watchEngine(() => files.look());
  const flags = ['--base', BUSYBOX, '--input', 'wizard=./wizard.sh', '--verify', '1', '-o', 'a.yaml'];
  await using person = await recordBy(box, [...flags, '--', 'sh', './wizard.sh']);
  await person.on('Password: ', `${typed}\r`);
  // Half of it is typed when the person says that it is one.
  await person.on('Serial: ', shown.slice(0, 20));
  await person.type('\x1d');
  await person.on('goes back', 's');
  await person.on('Any key', ' ');
  await person.type(`${shown.slice(20)}\r`);
  await person.on('API token: ', `${token}\r`);
  files.look();
  await person.on('Keep ', 'y\r');
  const exitCode = await person.exitCode();
  expect([exitCode, person.seen()]).toEqual([0, expect.stringContaining('1 of 1')]);
  await box.left();

  const evidence = [...files.stop(), ...(await engine.stop()), ...processes.stop()];
  const finder = createFinder(canaries);
  expect(await scanAll(finder, evidence)).toEqual([]);
  // They went down the road: the program told all three, and the recording has where.
  const onTerminal = await scanAll(finder, [{ name: 'terminal', pieces: [Buffer.from(person.seen())] }]);
  expect(new Set(onTerminal.map(({ canary }) => canary))).toEqual(new Set(['typed', 'shown', 'token']));
  const cast = await readFile(join(box.directory, 'a.cast'), 'utf8');
  expect(cast.match(/\[redacted\]/g)?.length).toBeGreaterThan(30);
  expect(evidence.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'file work/a.cast',
      'file work/a.cast.flags',
      'file work/a.yaml',
      expect.stringMatching(/^container cmdline .*sh\0/s),
      'exec inspect',
      'container logs',
    ]),
  );
});
