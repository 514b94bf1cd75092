import { describe, expect, it } from 'vitest';
import { isVendorPath, portable, withLiterals } from '../../../src/recording/generate/inputs.js';
import { nameOfCommand } from '../../../src/recording/generate/words.js';

const left = 'a path in quotes is of the machine that recorded this: make it an input';
const other =
  'a path is of the machine that recorded this, unless the image has it too: make it an input, or change it';

describe('portable', () => {
  it.each([
    ['ssh-keygen -t ed25519', 'ssh-keygen -t ed25519', [], []],
    ['sh ./install.sh -v', 'sh ${{ inputs.install }} -v', [['install', './install.sh']], []],
    ['/home/alice/vendor/setup-4.3.run', '${{ inputs.setup-4-3 }}', [['setup-4-3', './setup-4.3.run']], []],
    [
      "sh '/tmp/x/a.sh' /tmp/y/a.sh",
      'sh ${{ inputs.a }} ${{ inputs.a-2 }}',
      [
        ['a', './a.sh'],
        ['a-2', './a.sh'],
      ],
      [],
    ],
    ['${{ inputs.sdk }}/install.sh', '${{ inputs.sdk }}/install.sh', [['sdk', './sdk']], []],
    ["sh -c 'cd /root/x && ls'", "sh -c 'cd /root/x && ls'", [], [left]],
    ['/usr/bin/apt-get install make', '/usr/bin/apt-get install make', [], []],
    ['~/Downloads/install.sh -v', '${{ inputs.install }} -v', [['install', './install.sh']], []],
    ['/opt/vendor/setup.run', '/opt/vendor/setup.run', [], [other]],
    ['/usr/bin/acme --log=/srv/ci/log.txt', '/usr/bin/acme --log=/srv/ci/log.txt', [], [other]],
    ['acme --from https://acme.example/a/b -j 1/2', 'acme --from https://acme.example/a/b -j 1/2', [], []],
  ])('%s', (command, text, inputs, comments) => {
    expect(portable(command, false)).toEqual({
      command: text,
      inputs: inputs.map(([name, from]) => ({ name, from })),
      comments,
    });
  });

  it('leaves the paths of a container, where no machine of a person is', () => {
    const command = 'sh ${{ inputs.sdk }} /root/x >/tmp/log';
    const inputs = [{ name: 'sdk', from: './sdk' }];
    expect(portable(command, true)).toEqual({ command, inputs, comments: [] });
  });
});

describe('isVendorPath', () => {
  it.each([
    ['/opt/vendor/setup.run', true],
    ['/home/alice/setup.run', true],
    ['/var/tmp/setup.run', true],
    ['/mnt/cd/setup.sh', true],
    ['/usr/local/bin/setup', false],
    ['/bin/sh', false],
    ['./setup.run', false],
    ['~/setup.run', false],
    ['--from=/opt/vendor/setup.run', false],
    ['/opt/vendor/setup.run -v', false],
  ])('%s: %s', (text, is) => {
    expect(isVendorPath(text)).toBe(is);
  });
});

describe('withLiterals', () => {
  it.each([
    ['sh ${{ inputs.sdk }} ${{ z }}', false, 'sh ${{ inputs.sdk }} $${{ z }}'],
    ['sh $${{ z }}', false, 'sh $${{ z }}'],
    ['sh ${{ inputs.sdk }}', true, 'sh $${{ inputs.sdk }}'],
  ])('%s', (command, isForeign, written) => {
    expect(withLiterals(command, isForeign)).toBe(written);
  });
});

describe('nameOfCommand', () => {
  it.each([
    ['ssh-keygen -t ed25519', 'ssh-keygen'],
    ['sudo -E LANG=C bash ${{ inputs.sdk }}/install.sh', 'sdk'],
    ['/opt/x/setup.sh --all', 'setup'],
    ['sh -c true', 'true'],
    ['', 'recorded'],
  ])('%s', (command, name) => {
    expect(nameOfCommand(command)).toBe(name);
  });
});
