import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import type { Place } from '../errors/script.js';
import { whereIn } from '../script/where.js';
import { isImageReference, newRunId } from '../pipeline/names.js';
import type { Destination, Plan } from '../pipeline/plan.js';
import { isKnownBefore, tagsOf } from '../pipeline/tags.js';
import type { Session, SecretSource } from '../script/model.js';
import { isProxyAddress, proxyFromEnv } from '../scope/proxy.js';
import { scopesIn } from '../script/flat-steps.js';
import { loadSession } from '../script/load-session.js';
import { type ParamValues, resolveParams } from '../script/params.js';
import { renderTemplate } from '../script/template.js';
import { resolveInputs } from './plan-inputs.js';
import { runFlags } from './run-flags.js';
import { parseSecretSource, resolveSecrets } from './secrets.js';
import { stateDirectory } from './state-directory.js';
import { readParamWords, readScriptWord, usage } from './words.js';

type Options = Readonly<Record<string, unknown>>;

/**
 * Everything a run needs, from the command line, the script and the environment; throws before anything starts. Who asks a
 * program for a secret can be interrupted.
 */
export async function planFrom(
  args: readonly string[],
  options: Options,
  cancelSignal: AbortSignal,
): Promise<Plan> {
  const [file, ...words] = args;
  if (file === undefined) throw usage('No session script is named.', 'unattend run SCRIPT [name=value...]');
  const session = await loadSession(readScriptWord(file, runFlags()));
  return planOf(session, words, options, cancelSignal);
}

/** The plan of a session with what the command line says besides: parameters and flags. */
export async function planOf(
  session: Session,
  words: readonly string[],
  options: Options,
  cancelSignal?: AbortSignal,
): Promise<Plan> {
  const params = resolveParams(session, readParamWords(words, session.params, runFlags()));
  const sources = mapOf<SecretSource>(options['secret'], '--secret', parseSecretSource);
  return {
    session,
    runId: newRunId(),
    params,
    inputs: await resolveInputs(
      session,
      params,
      mapOf(options['input'], '--input', (path) => path),
    ),
    destination: destinationFor(session, params, options),
    size: sizeOf(String(options['size'])),
    timeoutFactor: factorOf(String(options['timeoutFactor'])),
    temporaryDirectory: resolve(tmpdir()),
    stateDirectory: stateDirectory(),
    hostEnv: hostEnv(),
    secrets: await resolveSecrets(session, { params, overrides: sources, env: process.env, cancelSignal }),
    ...proxyOf(session, params),
  };
}

/** The proxy of the environment, when a scope asks for it. */
function proxyOf(session: Session, params: ParamValues): Pick<Plan, 'proxy'> {
  if (!scopesIn(session.deploy, params).some(({ grants }) => grants.proxy?.kind === 'env')) return {};
  const proxy = proxyFromEnv(process.env);
  if (proxy !== undefined) {
    for (const address of [proxy.http, proxy.https ?? proxy.http]) refuseAddress(address);
    return { proxy };
  }
  throw usage(
    'The script wants the proxy of the environment, and the environment names none.',
    'Set http_proxy, or name the proxy in the script: proxy: { url: ... }.',
  );
}

/** Told by the variable's name: the value may hold a password. */
function refuseAddress(address: string): void {
  if (isProxyAddress(address)) return;
  const [name = ''] =
    Object.entries(process.env).find(([key, value]) => /_proxy$/i.test(key) && value === address) ?? [];
  throw usage(
    `${name} in the environment is not a proxy's address.`,
    'It must have the form http://[user:password@]host:port, as every program takes it; `/`, `?`, `#` and `\\` of a password are percent codes.',
  );
}

function hostEnv(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER'] as const;
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function mapOf<T>(pairs: unknown, flag: string, parse: (text: string) => T): Record<string, T> {
  const list = (pairs ?? []) as readonly string[];
  return Object.fromEntries(
    list.map((pair) => {
      const equals = pair.indexOf('=');
      // A pair of --secret may be the secret itself: it is not shown.
      const given = flag === '--secret' ? 'What follows --secret' : `"${flag} ${pair}"`;
      if (equals < 1)
        throw usage(`${given} is not of the form NAME=VALUE.`, `Give it as ${flag} NAME=VALUE.`);
      return [pair.slice(0, equals), parse(pair.slice(equals + 1))];
    }),
  );
}

/** What changes a machine for a while is for containers. */
function destinationFor(session: Session, params: ParamValues, options: Options): Destination {
  const destination = destinationOf(session, params, options);
  if (destination.kind !== 'host') return destination;
  for (const { grants, place } of scopesIn(session.deploy, params)) {
    const file = grants.credentials.find((each) => each.kind === 'file');
    const stubs = grants.stub.length === 0 ? undefined : `stubs of ${grants.stub.join(', ')}`;
    const services = grants.isServicesOff ? 'services: off' : undefined;
    const what = grants.sudo === undefined ? (stubs ?? services ?? file?.path) : 'sudo';
    if (what !== undefined)
      throw usage(
        `The scope in line ${lineText(place, session)} cannot give ${what} on this machine.`,
        'Scopes change a container and put it back; run without --on host.',
      );
  }
  return destination;
}

/** Of a scope in a file that the script uses, with that file. */
function lineText(place: Place, session: Session): string {
  const { file, line } = whereIn(session, place);
  return file === undefined ? String(line) : `${line} of ${file}`;
}

function destinationOf(session: Session, params: ParamValues, options: Options): Destination {
  const { on, container, workdir } = options as { on?: string; container?: string; workdir?: string };
  if (on !== undefined && on !== 'host')
    throw usage(`--on takes "host", not "${on}".`, 'Without --on the session runs in a container.');
  if (on !== undefined && container !== undefined)
    throw usage('--on host and --container exclude each other.', 'Give one of them.');
  refuseWithoutEffect(options);
  if (on !== undefined) return { kind: 'host' };
  if (container !== undefined)
    return { kind: 'container', id: container, ...(workdir === undefined ? {} : { workdir }) };
  return imageDestination(session, params, options);
}

/** Who names an image expects one. */
function refuseWithoutEffect({ on, container, workdir, tag, base }: Options): void {
  const named = (tag !== undefined && '--tag') || (base !== undefined && '--base');
  const place = (on !== undefined && '--on host') || (container !== undefined && '--container');
  if (named !== false && place !== false)
    throw usage(`${named} is for an image, and ${place} makes none.`, `Leave ${named} or ${place} away.`);
  if (workdir !== undefined && container === undefined)
    throw usage(
      '--workdir is a directory of the container that --container names.',
      'Name it with --container ID, or leave --workdir away.',
    );
}

function imageDestination(session: Session, params: ParamValues, options: Options): Destination {
  const lookup = (path: string): string => String(params[path.replace(/^params\./, '')] ?? '');
  const given = options['tag'] as readonly string[] | undefined;
  const base =
    (options['base'] as string | undefined) ?? (session.base && renderTemplate(session.base, lookup));
  const outcome = options['seal'] === 'nothing' ? 'nothing' : options['seal'] === false ? 'review' : 'image';
  if (base === undefined)
    throw usage('The script names no base image.', 'Add `base:` to the script or give --base REF.');
  if (outcome === 'image' && (given ?? session.image.tags).length === 0)
    throw usage(
      'The image would have no name.',
      'Add `image: { tags: [...] }` to the script or give --tag REF.',
    );
  tagsOf(given, session.image.tags.filter(isKnownBefore), { params });
  mustBeReference(base);
  return {
    kind: 'image',
    outcome,
    isReviewed: options['review'] === true,
    isListed: options['json'] === true || options['verbose'] === true,
    isKept: options['keep'] === true,
    base,
    ...(given && { tags: given }),
  };
}

function mustBeReference(ref: string): void {
  const withoutDigest = ref.replace(/@sha256:[0-9a-f]{64}$/, '');
  if (isImageReference(withoutDigest) || /^(sha256:)?[0-9a-f]{12,64}$/.test(ref)) return;
  throw usage(`"${ref}" is no image reference.`, 'A reference is lower case, for example acme/sdk:4.3.');
}

function sizeOf(text: string): { columns: number; rows: number } {
  const [, columns, rows] = /^(\d{1,4})x(\d{1,4})$/.exec(text) ?? [];
  const size = { columns: Number(columns), rows: Number(rows) };
  if (size.columns >= 10 && size.rows >= 2) return size;
  throw usage(`"${text}" is no terminal size.`, 'Give it as COLUMNSxROWS, for example 120x40.');
}

function factorOf(text: string): number {
  const factor = Number(text);
  if (Number.isFinite(factor) && factor > 0) return factor;
  throw usage(`"${text}" is no factor for timeouts.`, 'Give a number above 0, for example 2.5.');
}
