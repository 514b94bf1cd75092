import { isDeepStrictEqual } from 'node:util';
import type { SecretDeclaration } from '../model.js';
import type { RawCredential, RawGrants } from '../schema/scope.js';
import type { SourceNode } from '../yaml/node.js';
import { type At, type Build, child, entriesOf, placeOf } from './at.js';
import { buildSecretSource } from './secret-source.js';

/** Secrets without a name of their own: their sources stand beside credentials of scopes. */
interface CredentialSecrets {
  /** As if they had been declared; the same source of the same credential in several scopes is one secret. */
  readonly declarations: readonly SecretDeclaration[];
  /** Their names, by the credential as it is written. */
  readonly names: ReadonlyMap<SourceNode, string>;
}

/** A credential with a source; its `name` is the file or the variable. */
type Written = SecretDeclaration & { readonly node: SourceNode };

export function credentialSecrets(
  build: Build,
  scopes: readonly At<RawGrants>[],
  file: string,
): CredentialSecrets {
  const written = scopes
    .flatMap((scope) => entriesOf(child(scope, 'credentials')))
    .flatMap(({ key, value, node }) => (isNamed(value) ? [] : [{ name: key, value, node }]))
    .map((each): Written => ({
      name: each.name,
      source: buildSecretSource(build, each, file),
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

/** `credentials ~/.netrc`; where scopes have that from different sources, with the line, or line and column, of the first. */
function nameAmong(secrets: readonly Written[], secret: Written): string {
  const { name, place } = secret;
  const others = secrets.filter((each) => each !== secret && each.name === name);
  if (others.length === 0) return `credentials ${name}`;
  const isAloneInLine = others.every((each) => each.place.line !== place.line);
  return `credentials ${name} of line ${place.line}${isAloneInLine ? '' : `:${place.column}`}`;
}
