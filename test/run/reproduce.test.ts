import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { MAIN } from '../support/cli.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

/** The command of a failure's block. */
const reproduced = (stderr: string): string | undefined => /^ {2}reproduce {2}(.*)$/m.exec(stderr)?.[1];

/** What a shell gives the command line when the command is pasted. */
function pasted({ directory, environment }: Sandbox, command: string | undefined): string {
  const line = `unattend() { "$NODE" "$MAIN" "$@"; }\n${command ?? 'false'}`;
  const env = { ...environment, NODE: process.execPath, MAIN };
  return spawnSync('/bin/bash', ['-c', line], { cwd: directory, env }).stderr.toString();
}

it.each(['tab\there.yaml', 'nl\nhere.yaml', 'esc\u001b[31mred.yaml', 'x##[y]::z.yaml'])(
  'the command that reproduces a run can be pasted, script %j and a value of two lines',
  async (script) => {
    await using box = await openSandbox();
    const value = 'l1\n::error::##[error]l2';
    await box.write(
      script,
      'unattend: 1\nparams: { p: { required: true } }\ndeploy:\n  - run: \'printf "%s" ${{ params.p }} | od -c; exit 3\'\n',
    );
    const { exitCode, stderr } = await box.run(['run', script, `p=${value}`, '--on', 'host']);
    expect(exitCode).toBe(4);
    expect(stderr).not.toMatch(/##\[|^::/m);
    const again = pasted(box, reproduced(stderr));
    expect(reproduced(again)).toBe(reproduced(stderr));
    const shown = (text: string): string | undefined => /┌─ the last output\n[^]*└─/.exec(text)?.[0];
    expect(shown(again)).toMatch(/l {3}1 {2}\\n/);
    expect(shown(again)).toBe(shown(stderr));
  },
);

it('a secret that is the value of a parameter too is not in it, however it is quoted', async () => {
  await using box = await openSandbox();
  await box.write(
    'a.yaml',
    'unattend: 1\nparams: { p: { required: true } }\nsecrets: { key: { env: KEY } }\ndeploy:\n  - run: exit 3\n',
  );
  const secret = "hun'ter\t2-zwo";
  const run = (value: string): Promise<{ readonly stderr: string }> =>
    box.run(['run', 'a.yaml', `p=${value}`, '--on', 'host'], { env: { KEY: secret } });
  const { stderr } = await run(`x${secret}`);
  expect(reproduced(stderr)).toMatch(/^unattend run a\.yaml '?p=x\S*'? --on host$/);
  expect(reproduced(stderr)).not.toMatch(/hun|ter|zwo/);
  expect(stderr).not.toMatch(/hun|zwo/);
  expect(reproduced((await run('other')).stderr)).toBe('unattend run a.yaml p=other --on host');
  // Nor where the run did not begin.
  const env = { KEY: secret, DOCKER_HOST: 'unix:///nowhere.sock' };
  const { stderr: early } = await box.run(['run', 'a.yaml', `p=${secret}`, '--base', 'x', '--no-seal'], {
    env,
  });
  expect(early).toMatch(/^ {2}reproduce {2}unattend run a\.yaml '?p=/m);
  expect(early).not.toMatch(/hun|zwo/);
});
