import { isDeepStrictEqual } from 'node:util';
import type { SecretDeclaration } from '../model.js';
import type { RawCredential, RawGrants } from '../schema/scope.js';
import type { SourceNode } from '../yaml/node.js';
import { child, entriesOf, placeOf } from './at.js';
import { buildSecretSource } from './secret-source.js';
import type { Listed } from './use.js';

/** Secrets without a name of their own: their sources stand beside credentials of scopes. */
interface CredentialSecrets {
  /** As if they had been declared; the same source of the same credential in several scopes is one secret. */
  readonly declarations: readonly SecretDeclaration[];
  /** Their names, by the credential as it is written. */
  readonly names: ReadonlyMap<SourceNode, string>;
}

/** A credential with a source; its `name` is the file or the variable. */
type Written = SecretDeclaration & { readonly node: SourceNode };

export function credentialSecrets(scopes: readonly Listed<RawGrants>[]): CredentialSecrets {
  const written = scopes
    .flatMap(({ build, at }) => entriesOf(child(at, 'credentials')).map((each) => ({ build, ...each })))
    .flatMap(({ build, key, value, node }) => (isNamed(value) ? [] : [{ build, name: key, value, node }]))
    .map(({ build, ...each }): Written => ({
      name: each.name,
      source: buildSecretSource(build, each),
      place: placeOf(build, each),
      node: each.node,
    }));
  const firstOf = (each: Written): Written => written.find((other) => isSameSecret(each, other)) ?? each;
  const secrets = written.filter((each) => firstOf(each) === each);
  return {
    declarations: secrets.map((each) => ({
      name: nameAmong(secrets, each),
      source: each.source,
      place: each.place,
      isOfScope: true,
    })),
    names: new Map(written.map((each) => [each.node, nameAmong(secrets, firstOf(each))])),
  };
}

const isNamed = (value: RawCredential): value is RawCredential & { secret: string } => 'secret' in value;

const isSameSecret = (one: Written, other: Written): boolean =>
  one.name === other.name && isDeepStrictEqual(one.source, other.source);

/** `credentials ~/.netrc`; where scopes have that from different sources, with the line, line and column, or also the file, of the first. */
function nameAmong(secrets: readonly Written[], secret: Written): string {
  const { name, place } = secret;
  const others = secrets.filter((each) => each !== secret && each.name === name);
  if (others.length === 0) return `credentials ${name}`;
  const isInOneFile = others.every((each) => each.place.file === place.file);
  if (!isInOneFile) return `credentials ${name} of ${place.file}:${place.line}:${place.column}`;
  const isAloneInLine = others.every((each) => each.place.line !== place.line);
  return `credentials ${name} of line ${place.line}${isAloneInLine ? '' : `:${place.column}`}`;
}
