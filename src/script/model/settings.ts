import type { Place } from '../../errors/script.js';
import type { Template } from './template.js';
import type { ParamValue } from './when.js';

export interface Param {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'choice';
  readonly isRequired: boolean;
  readonly default?: ParamValue;
  /** Of a choice. */
  readonly of?: readonly string[];
  /** Of a string: a regular expression source. */
  readonly match?: string;
  readonly help?: string;
  readonly place: Place;
}

export type SecretSource =
  | { readonly kind: 'env'; readonly variable: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'prompt' }
  /** What a program prints, run without a shell. */
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] };

export interface SecretDeclaration {
  readonly name: string;
  readonly source: SecretSource;
  readonly place: Place;
  /** Its source stands at a credential of a scope: nothing else can use it. */
  readonly isOfScope?: boolean;
}

export interface Input {
  readonly name: string;
  /** A path, relative to the script's file. */
  readonly from: Template;
  readonly sha256?: string;
  /** Leading path components dropped while unpacking; absent when the input is used as it is. */
  readonly unpack?: { readonly strip: number };
  readonly mode?: number;
  readonly isWritable: boolean;
  /** A neutral absolute path in the container. */
  readonly at?: string;
  readonly place: Place;
}

export interface ContainerSettings {
  readonly user?: { readonly name: string; readonly isCreated: boolean };
  readonly workdir?: Template;
  readonly home?: string;
  readonly env: Readonly<Record<string, EnvSource>>;
  readonly network?: string;
  readonly hostname?: string;
}

/** A value for one environment variable of a step. */
export type EnvSource =
  { readonly kind: 'text'; readonly value: Template } | { readonly kind: 'secret'; readonly secret: string };

/** The exact configuration of the result; what is absent is the base's, `null` removes what the base had. */
export interface ImageSettings {
  readonly tags: readonly Template[];
  readonly entrypoint?: readonly Template[] | null;
  readonly cmd?: readonly Template[] | null;
  readonly env: Readonly<Record<string, Template>>;
  readonly workdir?: Template;
  readonly user?: string;
  readonly labels: Readonly<Record<string, Template>>;
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly message?: Template;
  readonly author?: Template;
}

/** What is looked at before an image gets a name: patterns of its paths. */
export interface AuditSettings {
  /** Deleted before the commit, besides what no image needs. */
  readonly exclude: readonly string[];
  /** Makes the run fail when the layer has it. */
  readonly deny: readonly string[];
  /** May stay whatever is found there. */
  readonly allow: readonly string[];
}
