import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { renderPlan } from '../../src/cli/plan-text.js';
import { describeSession } from '../../src/script/describe-session.js';
import { loadSession } from '../../src/script/load-session.js';
import { resolveParams } from '../../src/script/params.js';
import { load, spawning } from './helpers.js';

const file = fileURLToPath(new URL('fixtures/acme-sdk.yaml', import.meta.url));

test('the plan of the example', async () => {
  const session = await loadSession(file);
  const plan = describeSession(session, resolveParams(session, { release: '4.3', platform: 'B' }));
  expect(plan).toMatchObject({
    name: 'acme-sdk',
    summary: 'ACME cross toolchain, platform B',
    base: 'acme/base:1',
    params: { release: '4.3', platform: 'B' },
    inputs: [{ name: 'common', from: './vendor/common-tools-4.3.tar.gz' }],
    secrets: [{ name: 'serial', source: 'env:ACME_SERIAL' }],
    image: {
      tags: ['acme/sdk:4.3-B'],
      env: { PATH: '/opt/acme/bin:${{ base.env.PATH }}' },
      user: 'builder',
      entrypoint: null,
      labels: { 'org.opencontainers.image.title': 'ACME SDK' },
      message: 'ACME SDK 4.3',
    },
  });
  expect(
    plan.phases.map(({ phase, steps }) => [
      phase,
      ...steps.map(({ kind, text, user }) => [kind, text, ...(user === undefined ? [] : [user])].join(' ')),
    ]),
  ).toEqual([
    ['prepare', "run ./fix-installer.sh '${{ inputs.common }}'"],
    [
      'deploy',
      'run install -d -o builder /opt/acme root',
      "spawn '${{ inputs.common }}'/install.sh",
      'run chmod -R g=u /opt/acme',
    ],
    ['test', 'run acme --version', 'file /opt/acme/bin/acme', 'absent /tmp/installer'],
  ]);
  const spawn = plan.phases[1]?.steps[1];
  expect(
    spawn?.prompts.map(
      ({ expect: pattern, response, isOptional }) =>
        `${pattern} -> ${response}${isOptional ? ' (optional)' : ''}`,
    ),
  ).toEqual([
    'Do you accept the license? -> answer yes',
    '/Install directory \\[(.*?)\\]/ -> answer /opt/acme',
    'Platform B support? -> answer y',
    'Serial number: -> answer secret serial',
    'Overwrite existing files? -> answer y (optional)',
    'Installation complete. -> go on',
  ]);
  expect(spawn?.always.map(({ expect: pattern, response }) => [pattern, response])).toEqual([
    ['--More--', 'press space'],
  ]);
  expect(spawn?.failOn).toEqual(['No space left on device', '/^fatal:.*/m']);
});

test('what a condition leaves out is not in it, and it is plain data', async () => {
  const session = await loadSession(file);
  const plan = describeSession(session, resolveParams(session, { release: '4.3' }));
  expect(JSON.stringify(plan)).not.toContain('Platform B support?');
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  expect(readFileSync(file, 'utf8')).toContain('Platform B support?');
});

test('responses of every kind', () => {
  const plan = describeSession(
    load(
      spawning(
        '      - any-order: [ { expect: a, type: b }, { expect: c, answer: [d, e] } ]',
        '      - { expect: { quiet: 5s }, press: [down, enter] }',
        '      - { expect: /f/i, fail: no, optional: true }',
        '      - eof: true',
      ),
    ),
    {},
  );
  expect(
    plan.phases[1]?.steps[0]?.prompts.map(({ expect: pattern, response, isAnyOrder }) => [
      pattern,
      response,
      isAnyOrder,
    ]),
  ).toEqual([
    ['a', 'type b', true],
    ['c', 'answer d, then e', true],
    ['quiet 5s', 'press down, enter', false],
    ['/f/i', 'fail: no', false],
    ['eof', 'go on', false],
  ]);
});

test('screens, menus, forms and branches, as text', () => {
  const plan = describeSession(
    load(
      [
        'unattend: 1',
        'params: { p: { of: [A, B], default: A } }',
        'secrets: { pin: { env: PIN } }',
        'deploy:',
        '  - spawn: x',
        '    always: [ { expect: { raw: "\\e[6n" }, handover: true } ]',
        '    dialogue:',
        '      - one-of:',
        '          - expect: { text: Host?, after: "Proxy ${{ params.p }}" }',
        '            select: Go',
        '            then:',
        '              - { expect: b, select: { only: [] }, optional: true }',
        '              - one-of: [ { expect: c, select: { add: [d] } }, { expect: e, when: { p: B } } ]',
        '          - { expect: { screen: /f/i, row: 2 }, select: { remove: [g, h] }, press: [tab, <Ok>] }',
        '      - one-of: [ { expect: i, optional: true, fill: { "${{ params.p }}": j, Pin: { secret: pin } } } ]',
        '',
      ].join('\n'),
    ),
    { p: 'A' },
  );
  expect(renderPlan(plan)).toMatchInlineSnapshot(`
    "x
    params    p=A
    secret    pin from env:PIN
    deploy
      spawn x (line 5)
        always   raw \\x1b[6n -> hand the terminal over
        either   Host? (after Proxy A) -> select Go
          perhaps  b -> untick all
          either   c -> tick d
        or       screen /f/i (row 2) -> untick g, h, then press tab, <Ok>
        either   i -> fill A = j, Pin = secret pin (optional)
    "
  `);
});
