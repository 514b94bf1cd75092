import type { EnvSource } from './settings.js';
import type { Template } from './template.js';

/** Where a proxy's address comes from. */
export type ProxyGrant = {
  /** Hosts that are reached without it, besides those the caller's environment names. */
  readonly no: readonly string[];
} & (
  | { readonly kind: 'env' }
  | { readonly kind: 'url'; readonly url: Template }
  | { readonly kind: 'secret'; readonly secret: string }
);

/** A secret as a file at its place or as an environment variable. */
export type CredentialGrant =
  | {
      readonly kind: 'file';
      /** Absolute, or from the user's home with `~/`. */
      readonly path: string;
      readonly secret: string;
      readonly mode: number;
      readonly owner?: string;
    }
  | { readonly kind: 'variable'; readonly variable: string; readonly secret: string };

/** What a scope gives to its steps. */
export interface Grants {
  /** Full paths of commands, or everything. */
  readonly sudo?: readonly [string, ...string[]] | 'all';
  readonly proxy?: ProxyGrant;
  readonly credentials: readonly CredentialGrant[];
  /** Names of commands that are faked. */
  readonly stub: readonly string[];
  /** Whether package scripts start nothing. */
  readonly isServicesOff: boolean;
  readonly env: Readonly<Record<string, EnvSource>>;
  readonly cwd?: Template;
  readonly user?: string;
  /** A shell file whose changes to the environment hold. */
  readonly source?: Template;
}
