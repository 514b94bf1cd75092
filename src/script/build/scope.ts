import type { CredentialGrant, Grants, ProxyGrant } from '../model.js';
import type { RawCredential, RawGrants, RawProxy } from '../schema/scope.js';
import { complain } from '../yaml/report.js';
import { refuseUndeclaredSecret } from './answer.js';
import { type At, type Build, child, entriesOf, mapEntries, need, present } from './at.js';
import { buildEnvValue } from './env.js';
import { textTemplate, wordTemplate } from './text.js';

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
  const secret = credentialSecret(build, { value, node });
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

/** The secret that is named, or that which the source beside the credential is. */
function credentialSecret(build: Build, { value, node }: At<RawCredential>): string {
  if (!('secret' in value)) return build.credentialNames.get(node) ?? '';
  refuseUndeclaredSecret(build, need({ value, node }, 'secret'));
  return value.secret;
}
