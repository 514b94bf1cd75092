import { spawn } from 'node:child_process';
import { constants, openSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { getSystemErrorMap } from 'node:util';
import { UnattendError } from '../errors.js';
import { secretContent, secretText, type SecretValue } from '../pipeline/secret-value.js';
import { scopesIn } from '../script/flat-steps.js';
import type { SecretSource, Session } from '../script/model.js';
import type { ParamValues } from '../script/params.js';
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
  // What was given instead may be the secret itself: it is not shown.
  throw usage(
    '--secret does not say where the secret is.',
    'Give it as --secret NAME=env:VAR, NAME=file:PATH or NAME=prompt.',
  );
}

interface Surroundings {
  readonly params: ParamValues;
  /** The sources of the command line. */
  readonly overrides: Readonly<Record<string, SecretSource>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cancelSignal?: AbortSignal | undefined;
}

type Around = Pick<Surroundings, 'env' | 'cancelSignal'>;

/** The values of all secrets of a session but for those of scopes that are left out by `when`. Throws SECRET_MISSING. */
export async function resolveSecrets(
  session: Session,
  { params, overrides, ...around }: Surroundings,
): Promise<Record<string, SecretValue>> {
  const unknown = Object.keys(overrides).find((name) => !session.secrets.some((each) => each.name === name));
  if (unknown !== undefined)
    throw usage(`The script has no secret "${unknown}".`, 'See `unattend show SCRIPT` for its secrets.');
  const values: Record<string, SecretValue> = {};
  const credentials = scopesIn(session.deploy, params).flatMap(({ grants }) => grants.credentials);
  const opened = new Set(credentials.map(({ secret }) => secret));
  for (const { name, source, isOfScope } of session.secrets) {
    if (isOfScope === true && !opened.has(name)) continue;
    values[name] = await readSecret(name, overrides[name] ?? source, around);
  }
  return values;
}

async function readSecret(name: string, source: SecretSource, around: Around): Promise<SecretValue> {
  const missing = (reason: string): UnattendError =>
    new UnattendError('SECRET_MISSING', { name, source: describeSecretSource(source), reason });
  around.cancelSignal?.throwIfAborted();
  const value = await valueOf(name, source, around).catch((error: unknown) => {
    around.cancelSignal?.throwIfAborted();
    throw missing(`cannot be read: ${wordsOf(error)}`);
  });
  if (value === undefined) throw missing('is not set');
  if (value.text === '') throw missing('is empty');
  return value;
}

function wordsOf(error: unknown): string {
  const { errno = 0, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  return getSystemErrorMap().get(errno)?.[1] ?? message;
}

async function valueOf(
  name: string,
  source: SecretSource,
  { env, cancelSignal }: Around,
): Promise<SecretValue | undefined> {
  switch (source.kind) {
    case 'env':
      return fromEnvironment(name, source.variable, { env, cancelSignal });
    case 'file':
      return fromFile(resolve(source.path), cancelSignal);
    case 'command':
      return fromCommand(source.argv, cancelSignal);
    case 'prompt':
      return secretText(await promptHidden(`${name}: `, cancelSignal));
  }
}

/** A pipe too, as a shell makes one for `<(pass show acme)`. */
async function fromFile(path: string, cancelSignal: AbortSignal | undefined): Promise<SecretValue> {
  if (!(await stat(path)).isFIFO()) return secretContent(await readFile(path));
  // To open it, and to read it, waits for who writes: elsewhere than in a thread, which nothing would end.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const pipe = new Socket({ fd, readable: true, writable: false });
  return secretContent(await buffer(cancelSignal === undefined ? pipe : addAbortSignal(cancelSignal, pipe)));
}

/** The variable, else the file that VARIABLE_FILE names, else the place where engines put a secret of that name. */
async function fromEnvironment(
  name: string,
  variable: string,
  { env, cancelSignal }: Around,
): Promise<SecretValue | undefined> {
  const { [variable]: value, [`${variable}_FILE`]: file } = env;
  const isFileNamed = file !== undefined && file !== '';
  if (value !== undefined && !(value === '' && isFileNamed)) return secretText(value);
  if (isFileNamed) return fromFile(resolve(file), cancelSignal);
  if (!/^[\w.-]+$/.test(name)) return undefined;
  return fromFile(`/run/secrets/${name}`, cancelSignal).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
}

/**
 * What the program prints; it may ask on the terminal. Its own words on stderr are shown, its output never. It is ended when the
 * run is interrupted: a password manager may wait for somebody to unlock it.
 */
function fromCommand(
  [program, ...args]: readonly [string, ...string[]],
  cancelSignal: AbortSignal | undefined,
): Promise<SecretValue> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'inherit'] });
    // Its end is waited for: it may have to give the terminal back.
    cancelSignal?.addEventListener('abort', () => child.kill(), { once: true });
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (code === 0) done(secretContent(Buffer.concat(pieces)));
      else fail(new Error(`${program} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}
