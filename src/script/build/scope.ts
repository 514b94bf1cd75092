import { dirname, resolve } from 'node:path';
import type { CredentialGrant, Grants, ProxyGrant, SecretDeclaration, SecretSource } from '../model.js';
import type { RawCredential, RawGrants, RawProxy } from '../schema/scope.js';
import { complain } from '../yaml/report.js';
import { refuseUndeclaredSecret } from './answer.js';
import { type At, type Build, child, entriesOf, mapEntries, need, placeOf, present } from './at.js';
import { buildEnvValue } from './env.js';
import { commandSource } from './command-source.js';
import { plainText, textTemplate, wordTemplate } from './text.js';

/** Readable by its owner alone, as ssh and others insist. */
const defaultMode = 0o600;

export function buildGrants(build: Build, at: At<RawGrants>): Grants {
  const [cwd, proxy, source] = [child(at, 'cwd'), child(at, 'proxy'), child(at, 'source')];
  const [first, ...rest] = at.value.sudo === undefined || at.value.sudo === 'all' ? [] : at.value.sudo;
  return {
    credentials: entriesOf(child(at, 'credentials')).map((each) => buildCredential(build, each)),
    stub: at.value.stub ?? [],
    isServicesOff: at.value.services === 'off',
    env: mapEntries(child(at, 'env'), (each) => buildEnvValue(build, each)),
    ...present({
      sudo:
        at.value.sudo === 'all'
          ? ('all' as const)
          : first === undefined
            ? undefined
            : ([first, ...rest] as const),
      proxy: proxy && buildProxy(build, proxy),
      cwd: cwd && wordTemplate(build, cwd),
      user: at.value.user,
      source: source && wordTemplate(build, source),
    }),
  };
}

function buildProxy(build: Build, { value, node }: At<RawProxy>): ProxyGrant {
  const no = value.no ?? [];
  if ('from' in value) return { kind: 'env', no };
  if ('url' in value) return { kind: 'url', url: textTemplate(build, need({ value, node }, 'url')), no };
  refuseUndeclaredSecret(build, need({ value, node }, 'secret'));
  return { kind: 'secret', secret: value.secret, no };
}

function buildCredential(
  build: Build,
  { key, value, node }: At<RawCredential> & { key: string },
): CredentialGrant {
  if ('secret' in value) refuseUndeclaredSecret(build, need({ value, node }, 'secret'));
  const secret = 'secret' in value ? value.secret : implicitName(key);
  if (key.startsWith('$')) {
    for (const only of ['mode', 'owner'] as const) {
      const wrong = child<RawCredential, typeof only>({ value, node }, only);
      if (wrong !== undefined)
        complain(
          build.report,
          wrong.node.key?.start ?? wrong.node.start,
          `\`${only}\` is for a file, and \`${key}\` is a variable`,
        );
    }
    return { kind: 'variable', variable: key.slice(1), secret };
  }
  return {
    kind: 'file',
    path: key,
    secret,
    mode: value.mode ?? defaultMode,
    ...present({ owner: value.owner }),
  };
}

/** A credential whose source stands beside it is a secret without a name of its own. */
const implicitName = (key: string): string => `credentials ${key}`;

/** The secrets whose sources stand in scopes, as if they had been declared. */
export function implicitSecrets(build: Build, at: At<RawGrants>, file: string): readonly SecretDeclaration[] {
  return entriesOf(child(at, 'credentials')).flatMap((each) => {
    const source = sourceOf(build, each, file);
    return source === undefined
      ? []
      : [{ name: implicitName(each.key), source, place: placeOf(build, each) }];
  });
}

function sourceOf(build: Build, { value, node }: At<RawCredential>, file: string): SecretSource | undefined {
  if ('secret' in value) return undefined;
  if ('prompt' in value) return { kind: 'prompt' };
  if ('env' in value) return { kind: 'env', variable: value.env };
  if ('command' in value) return commandSource(build, need({ value, node }, 'command'));
  return { kind: 'file', path: resolve(dirname(file), plainText(build, need({ value, node }, 'file'))) };
}
