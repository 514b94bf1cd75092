import { expect, test } from 'vitest';
import { loadSession } from '../../src/script/load-session.js';
import { scopesIn } from '../../src/script/flat-steps.js';

/** What a script makes of its credentials: the secret each scope is given, and the secrets with their sources. */
async function secretsOf(deploy: string): Promise<{ given: string[]; sources: Record<string, unknown> }> {
  const text = `unattend: 1\nsecrets: { a: { env: A } }\ndeploy:\n${deploy}`;
  const session = await loadSession('x.yaml', { readFile: () => Promise.resolve(text) });
  return {
    given: scopesIn(session.deploy).flatMap(({ grants }) => grants.credentials.map(({ secret }) => secret)),
    sources: Object.fromEntries(session.secrets.map(({ name, source }) => [name, source])),
  };
}
const env = (variable: string) => ({ kind: 'env', variable });
const scope = (...credentials: readonly string[]): string =>
  credentials.map((each) => `  - { scope: { credentials: ${each} }, steps: [{ run: id }] }\n`).join('');

test('the same credential from two sources is two secrets, told apart by their lines', async () => {
  expect(await secretsOf(scope('{ ~/.netrc: { env: ONE } }', '{ ~/.netrc: { env: TWO } }'))).toEqual({
    given: ['credentials ~/.netrc of line 4', 'credentials ~/.netrc of line 5'],
    sources: {
      a: env('A'),
      'credentials ~/.netrc of line 4': env('ONE'),
      'credentials ~/.netrc of line 5': env('TWO'),
    },
  });
});

test('the same credential from the same source is one secret, asked for once', async () => {
  expect(
    await secretsOf(scope('{ $T: { prompt: true } }', '{ $T: { prompt: true }, $U: { env: T } }')),
  ).toEqual({
    given: ['credentials $T', 'credentials $T', 'credentials $U'],
    sources: { a: env('A'), 'credentials $T': { kind: 'prompt' }, 'credentials $U': env('T') },
  });
});

test('a declared secret keeps its name beside one from a source, and columns tell those of one line apart', async () => {
  const inner = '{ scope: { credentials: { $T: { env: TWO } } }, steps: [{ run: id }] }';
  expect(
    await secretsOf(
      `${scope('{ $T: { secret: a } }')}  - { scope: { credentials: { $T: { env: ONE } } }, steps: [${inner}] }\n`,
    ),
  ).toEqual({
    given: ['a', 'credentials $T of line 5:35', 'credentials $T of line 5:91'],
    sources: {
      a: env('A'),
      'credentials $T of line 5:35': env('ONE'),
      'credentials $T of line 5:91': env('TWO'),
    },
  });
});

test('a file that is no plain path is an error, as under `secrets`', async () => {
  await expect(secretsOf(scope('{ ~/.netrc: { file: "./${{ params.a }}" } }'))).rejects.toMatchObject({
    code: 'UNATTEND_SCRIPT_INVALID',
  });
});
