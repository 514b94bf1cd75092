import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isUnattendError } from '../../src/errors.js';
import { formatDiagnostics } from '../../src/script/diagnostics.js';
import { flatSteps, scopesIn } from '../../src/script/flat-steps.js';
import { loadSession } from '../../src/script/load-session.js';
import { renderTemplate } from '../../src/script/template.js';
import { firstSpawn } from './helpers.js';

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const failureOf = async (file: string, readFile?: (file: string) => Promise<string>): Promise<unknown> => {
  try {
    await loadSession(file, readFile === undefined ? {} : { readFile });
  } catch (error) {
    return error;
  }
  throw new Error('it was loaded');
};

describe('the example of the language page', () => {
  test('is the model it should be', async () => {
    const session = await loadSession(fixture('acme-sdk.yaml'));
    const text = (template: Parameters<typeof renderTemplate>[0] | undefined): string =>
      template === undefined ? '' : renderTemplate(template, (path) => `<${path}>`);
    expect(session).toMatchObject({
      file: fixture('acme-sdk.yaml'),
      name: 'acme-sdk',
      params: [
        { name: 'release', type: 'string', match: '^\\d+\\.\\d+$', isRequired: true },
        {
          name: 'platform',
          type: 'choice',
          of: ['A', 'B'],
          default: 'A',
          isRequired: false,
          help: 'target platform',
        },
      ],
      secrets: [{ name: 'serial', source: { kind: 'env', variable: 'ACME_SERIAL' } }],
      inputs: [
        {
          name: 'common',
          sha256: /^3f5c/.exec('3f5c') && (expect.stringMatching(/^3f5c/) as unknown),
          unpack: { strip: 1 },
          isWritable: false,
        },
      ],
      container: { user: { name: 'builder', isCreated: true }, network: 'bridge', env: {} },
      image: { user: 'builder', entrypoint: null, ports: [], volumes: [] },
      deploy: [{ kind: 'run', user: 'root', exit: [0] }, { kind: 'spawn' }, { kind: 'run' }],
      test: [
        {
          kind: 'run',
          expect: { label: '${{ params.release }}', pattern: { kind: 'template', isRegExp: false } },
        },
        { kind: 'file', mode: 0o775, owner: 'builder' },
        { kind: 'absent' },
      ],
    });
    expect(session.image.cmd).toBeUndefined();
    expect(
      [
        session.summary,
        session.base,
        session.inputs[0]?.from,
        session.container.workdir,
        session.image.tags[0],
        session.image.env['PATH'],
        session.image.message,
      ].map(text),
    ).toEqual([
      'ACME cross toolchain, platform <params.platform>',
      'acme/base:1',
      './vendor/common-tools-<params.release>.tar.gz',
      '/opt',
      'acme/sdk:<params.release>-<params.platform>',
      '/opt/acme/bin:<base.env.PATH>',
      'ACME SDK <params.release>',
    ]);
    expect(text(session.image.labels['org.opencontainers.image.title'])).toBe('ACME SDK');
  });

  test('has the dialogue it should have', async () => {
    const spawn = firstSpawn(await loadSession(fixture('acme-sdk.yaml')));
    expect(spawn).toMatchObject({
      size: { columns: 120, rows: 40 },
      timeoutMs: 40 * 60_000,
      idleMs: 5 * 60_000,
      exit: [0, 3010],
      failOn: [
        {
          expect: { pattern: { kind: 'text', text: 'No space left on device' } },
          response: { kind: 'fail', message: { source: '' } },
        },
        { expect: { pattern: { kind: 'regexp', source: '^fatal:.*', flags: 'm' } } },
      ],
      always: [
        {
          expect: { pattern: { text: '--More--' } },
          response: { kind: 'press', keys: [{ source: 'space' }] },
          maxTimes: Infinity,
          isOptional: true,
        },
      ],
    });
    expect(
      spawn.dialogue.map((item) =>
        item.kind === 'exchange'
          ? [
              item.exchange.expect.label,
              item.exchange.isOptional,
              item.exchange.when,
              item.exchange.place.line,
            ]
          : [],
      ),
    ).toEqual([
      ['Do you accept the license?', false, undefined, 41],
      ['/Install directory \\[(.*?)\\]/', false, undefined, 43],
      ['Platform B support?', false, { platform: ['B'] }, 45],
      ['Serial number:', false, undefined, 48],
      ['Overwrite existing files?', true, undefined, 50],
      ['Installation complete.', false, undefined, 53],
    ]);
    expect(
      spawn.dialogue.map((item) => (item.kind === 'exchange' ? item.exchange.response.kind : '')),
    ).toEqual(['text', 'text', 'text', 'text', 'text', 'none']);
  });

  test('in whole: what is in a scope is found, and secrets whose sources stand there', async () => {
    const session = await loadSession(fixture('acme-sdk-whole.yaml'));
    const [scope] = scopesIn(session.deploy);
    expect(scope?.grants).toMatchObject({
      sudo: ['/usr/bin/apt-get'],
      proxy: { kind: 'env', no: [] },
      credentials: [{ kind: 'file', path: '~/.netrc', secret: 'credentials ~/.netrc', mode: 0o600 }],
    });
    expect(session.secrets.map(({ name, source }) => ({ name, source }))).toContainEqual({
      name: 'credentials ~/.netrc',
      source: { kind: 'env', variable: 'ACME_NETRC' },
    });
    expect(flatSteps(session.deploy).map(({ kind }) => kind)).toEqual(['run', 'spawn', 'spawn']);
  });
});

test('a session is named after its file unless it has a name', async () => {
  const session = await loadSession('dir/private-ca.yaml', {
    readFile: () => Promise.resolve('unattend: 1\n'),
  });
  expect([session.name, session.file]).toEqual(['private-ca', join(process.cwd(), 'dir/private-ca.yaml')]);
});

test.each(['\uFEFFunattend: 1\nname: a\n', 'unattend: 1\r\nname: a\r\n', '---\nunattend: 1\nname: a\n...\n'])(
  'reads %j',
  async (text) => {
    expect((await loadSession('x.yaml', { readFile: () => Promise.resolve(text) })).name).toBe('a');
  },
);

test('places are right with CRLF line ends', async () => {
  const error = await failureOf('x.yaml', () => Promise.resolve('unattend: 1\r\n# a\r\nnam: x\r\n'));
  if (!isUnattendError(error, 'SCRIPT_INVALID')) throw error;
  expect(formatDiagnostics(error.details.diagnostics)).toBe(
    [
      'x.yaml:3:1: error: unknown key `nam`; did you mean `name`?',
      '    3 | nam: x',
      '      | ^',
      '    3 | name: x',
    ].join('\n'),
  );
  expect(error).toMatchObject({
    code: 'UNATTEND_SCRIPT_INVALID',
    exitCode: 2,
    message: 'The session script x.yaml has 1 error.',
  });
});

describe('a file that cannot be read', () => {
  test('does not exist', async () => {
    expect(await failureOf(fixture('none.yaml'))).toMatchObject({
      code: 'UNATTEND_SCRIPT_MISSING',
      exitCode: 2,
      message: `Cannot read the session script ${fixture('none.yaml')}: it does not exist.`,
    });
  });
  test('is a directory', async () => {
    expect(await failureOf(fixture(''))).toMatchObject({
      message: `Cannot read the session script ${fixture('')}: it is a directory.`,
    });
  });
  test('is not text', async () => {
    expect(await failureOf(process.execPath)).toMatchObject({
      message: `Cannot read the session script ${process.execPath}: it is not UTF-8 text.`,
    });
  });
});
