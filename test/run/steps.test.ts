import { expect, it } from 'vitest';
import { DEBIAN } from '../support/images.js';
import { failed, runFailing } from '../support/failing.js';
import { runPassing } from '../support/passing.js';
import { openSandbox } from '../support/sandbox.js';

it.concurrent('copy puts files and directories where they stay, with mode and owner', async () => {
  await using box = await openSandbox();
  await box.write('tool', 'tool', 0o640);
  await box.write('tree/bin/a', 'a', 0o755);
  await box.write('tree/b', 'b', 0o600);
  await runPassing(
    box,
    `inputs: { tool: { from: tool }, tree: { from: tree } }
deploy:
  - { copy: tool, to: /opt/acme/tool }
  - { copy: tool, to: /opt/bin/ }
  - { copy: tool, to: /opt/acme/named, mode: 4755, owner: "daemon:staff" }
  - { copy: tree, to: /srv/tree, owner: nobody }
test:
  - { file: /opt/acme/tool, mode: 0640, owner: root, group: root }
  - { file: /opt/bin/tool, mode: 0640, owner: root }
  - { file: /opt/acme/named, mode: 4755, owner: daemon, group: staff }
  - { file: /srv/tree, owner: nobody }
  - { file: /srv/tree/bin/a, mode: 0755, owner: nobody }
  - { file: /srv/tree/b, mode: 0600, owner: nobody }
  - run: cat /opt/acme/named
    expect: tool
`,
    '--base',
    DEBIAN,
  );
});

const WHEN = `params: { platform: { type: choice, of: [A, B, C], default: A }, debug: { type: boolean } }
deploy:
  - run: touch /b
    when: { platform: B }
  - run: touch /bc
    when: { platform: [B, C] }
  - run: touch /debug
    when: { debug: true }
  - spawn: 'printf "Name: "; read name; touch "/$name"'
    dialogue:
      - { expect: "Name:", answer: in-b, when: { platform: B } }
      - { expect: "Name:", answer: not-in-b, when: { platform: [A, C] } }
`;

it.concurrent.each([
  [[], ['absent: /b', 'absent: /bc', 'absent: /debug', 'file: /not-in-b']],
  [['platform=B'], ['file: /b', 'file: /bc', 'absent: /debug', 'file: /in-b']],
  [
    ['--platform', 'C', '--debug'],
    ['absent: /b', 'file: /bc', 'file: /debug', 'file: /not-in-b'],
  ],
])('steps, exchanges and tests are left out by `when`: %j', async (words, tests) => {
  await using box = await openSandbox();
  const wrong = '  - { absent: /not-in-b, when: { platform: [A, C] } }\n';
  await runPassing(box, `${WHEN}test:\n${tests.map((test) => `  - { ${test} }\n`).join('')}`, ...words);
  await box.session(`${WHEN}test:\n${wrong}`);
  const isLeftOut = words.includes('platform=B');
  expect((await box.run(['run', 'a.yaml', ...words])).exitCode).toBe(isLeftOut ? 0 : 8);
});

it.concurrent('exit codes that count as success', async () => {
  await using box = await openSandbox();
  await runPassing(
    box,
    `deploy:
  - { run: exit 3, exit: [0, 3] }
  - { run: exit 0, exit: [0, 3] }
  - { run: exit 99, exit: any }
  - { run: 'kill -KILL $$', exit: any }
  - { spawn: exit 194, exit: 194 }
  - { spawn: exit 7, exit: any }
`,
  );
});

it.concurrent('an exit code that the script does not list, though it is 0', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - { spawn: exit 0, exit: [194] }\n');
  const { block, ...rest } = await runFailing(box);
  expect(rest).toEqual(failed(4));
  expect(block.split('\n')[0]).toBe('Failed: The program failed: exit code 0.');
});

it.concurrent(
  'run looks at stdout and stderr for `expect` and `save`, and what is saved is used later, in tests too',
  async () => {
    await using box = await openSandbox();
    await runPassing(
      box,
      `deploy:
  - run: 'echo version 4.3 of acme; echo built on Monday >&2'
    expect: built on Monday
    save: { version: '/version (\\S+)/', whole: built on }
  - spawn: 'printf "Install into [/opt/acme-1]? "; read answer; mkdir -p "$answer"'
    dialogue:
      - expect: '/Install into \\[(?<at>.*?)\\]/'
        answer: \${{ match.1 }}
        save: { directory: "\${{ match.1 }}" }
  - run: touch \${{ directory }}/\${{ version }}
test:
  - { file: "\${{ directory }}/4.3" }
  - run: echo \${{ whole }}
    expect: built on
`,
    );
  },
);

it.concurrent('a phase that is empty, and a session with no deploy at all', async () => {
  await using box = await openSandbox();
  await runPassing(box, 'prepare: []\ndeploy: []\ntest: []\n');
});

it.concurrent("prepare changes the run's own copy of an input; the source stays as it is", async () => {
  await using box = await openSandbox();
  await box.write('vendor/install.sh', 'echo original\n');
  await runPassing(
    box,
    `inputs: { vendor: { from: vendor } }
prepare:
  - run: echo 'echo changed' >\${{ inputs.vendor }}/install.sh
  - run: 'echo here >\${{ workspace }}/note; ls a.yaml'
deploy:
  - run: sh \${{ inputs.vendor }}/install.sh
    expect: changed
`,
  );
  await runPassing(
    box,
    'inputs: { vendor: { from: vendor } }\ndeploy:\n  - run: sh ${{ inputs.vendor }}/install.sh\n    expect: original\n',
  );
});

it.concurrent('programs that the installer leaves running are ended before the commit', async () => {
  await using box = await openSandbox();
  await runPassing(
    box,
    `deploy:
  - run: '(trap "" HUP TERM INT; while :; do echo tick >>/log; sleep 0.1; done) >/dev/null 2>&1 & while [ ! -e /log ]; do sleep 0.1; done'
  - run: '(trap "touch /told; exit" TERM; touch /up; while :; do sleep 0.1; done) >/dev/null 2>&1 & while [ ! -e /up ]; do sleep 0.1; done'
test:
  - { file: /log }
  - { file: /told }
`,
  );
});
