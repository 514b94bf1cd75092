import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UnattendError } from '../errors.js';
import type { SecretSource, Session } from '../script/model.js';
import { describeSecretSource } from '../script/describe-session.js';
import { promptHidden } from './prompt-hidden.js';
import { usage } from './words.js';

/** `env:VAR`, `file:PATH` or `prompt`. */
export function parseSecretSource(text: string): SecretSource {
  if (text === 'prompt') return { kind: 'prompt' };
  const [kind, ...rest] = text.split(':');
  const value = rest.join(':');
  if (kind === 'env' && value !== '') return { kind: 'env', variable: value };
  if (kind === 'file' && value !== '') return { kind: 'file', path: value };
  throw usage(`"${text}" is no source of a secret.`, 'A source is env:VAR, file:PATH or prompt.');
}

/** The values of all secrets of a session; `overrides` are the sources of the command line. Throws SECRET_MISSING. */
export async function resolveSecrets(
  session: Session,
  overrides: Readonly<Record<string, SecretSource>>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Record<string, string>> {
  const unknown = Object.keys(overrides).find((name) => !session.secrets.some((each) => each.name === name));
  if (unknown !== undefined)
    throw usage(`The script has no secret "${unknown}".`, 'See `unattend show SCRIPT` for its secrets.');
  const values: Record<string, string> = {};
  for (const { name, source } of session.secrets) {
    values[name] = await readSecret(name, overrides[name] ?? source, env);
  }
  return values;
}

async function readSecret(
  name: string,
  source: SecretSource,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const missing = (reason: string): UnattendError =>
    new UnattendError('SECRET_MISSING', { name, source: describeSecretSource(source), reason });
  const value = await valueOf(name, source, env).catch((error: unknown) => {
    throw missing(error instanceof Error ? `cannot be read: ${error.message}` : 'cannot be read');
  });
  if (value === undefined) throw missing('is not set');
  if (value === '') throw missing('is empty');
  return value;
}

async function valueOf(
  name: string,
  source: SecretSource,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (source.kind === 'env') return env[source.variable];
  if (source.kind === 'prompt') return promptHidden(`${name}: `);
  // One line end at the end belongs to the file, not to the secret.
  return (await readFile(resolve(source.path), 'utf8')).replace(/\r?\n$/, '');
}
