import type { Place } from '../errors/script.js';
import type { PatternSource, ScriptExchange, ScriptItem } from './model/exchange.js';
import type { Grants } from './model/grants.js';
import type {
  AuditSettings,
  ContainerSettings,
  EnvSource,
  ImageSettings,
  Input,
  Param,
  SecretDeclaration,
} from './model/settings.js';
import type { Template } from './model/template.js';
import type { When } from './model/when.js';

export type {
  PatternSource,
  ScreenSource,
  ScriptAnswer,
  ScriptBranch,
  ScriptExchange,
  ScriptItem,
  ScriptKeys,
  ScriptResponse,
  TextSource,
} from './model/exchange.js';
export type { CredentialGrant, Grants, ProxyGrant } from './model/grants.js';
export type {
  AuditSettings,
  ContainerSettings,
  EnvSource,
  ImageSettings,
  Input,
  Param,
  SecretDeclaration,
  SecretSource,
} from './model/settings.js';
export type { Template, TemplatePart } from './model/template.js';
export type { ParamValue, When } from './model/when.js';

/** A string of the script is a line for `/bin/sh -euc`, each reference one quoted word; a list is argv. */
export type Command =
  | { readonly kind: 'line'; readonly line: Template }
  | { readonly kind: 'argv'; readonly argv: readonly [Template, ...Template[]] };

interface StepCommon {
  readonly place: Place;
  readonly when?: When;
  readonly user?: string;
  readonly cwd?: Template;
  readonly env: Readonly<Record<string, EnvSource>>;
}

/** Exit codes that count as success. */
export type ExitSpec = readonly number[] | 'any';

export interface RunStep extends StepCommon {
  readonly kind: 'run';
  readonly command: Command;
  readonly exit: ExitSpec;
  readonly expect?: PatternSource;
  readonly timeoutMs?: number;
  /** Names saved from the output: name to pattern; the first capture (or the whole match) is kept. */
  readonly save: Readonly<Record<string, PatternSource>>;
}

export interface SpawnStep extends StepCommon {
  readonly kind: 'spawn';
  readonly command: Command;
  readonly size?: { readonly columns: number; readonly rows: number };
  readonly timeoutMs?: number;
  readonly idleMs?: number;
  /** Silence after which it is looked at whether the program waits for what nobody answers; Infinity is never. */
  readonly stallMs?: number;
  /** How long a secret waits for the terminal to stop echoing. */
  readonly echoWaitMs?: number;
  /** How a program that never ends by itself is ended once the dialogue is complete. */
  readonly end?: 'hangup' | 'ctrl-d';
  readonly exit: ExitSpec;
  readonly failOn: readonly ScriptExchange[];
  readonly always: readonly ScriptExchange[];
  readonly dialogue: readonly ScriptItem[];
}

export interface CopyStep extends StepCommon {
  readonly kind: 'copy';
  readonly input: string;
  readonly to: Template;
  readonly mode?: number;
  readonly owner?: string;
}

/** Grants around steps, taken back after them however they end. */
export interface ScopeStep {
  readonly kind: 'scope';
  readonly place: Place;
  readonly when?: When;
  readonly grants: Grants;
  readonly steps: readonly Step[];
}

/** A step that does something itself. */
export type PlainStep = RunStep | SpawnStep | CopyStep;

export type Step = PlainStep | ScopeStep;

export type TestEntry =
  | RunStep
  | {
      readonly kind: 'file';
      readonly place: Place;
      readonly when?: When;
      readonly path: Template;
      /** Permission bits, e.g. 0o775. */
      readonly mode?: number;
      readonly owner?: string;
      readonly group?: string;
    }
  | { readonly kind: 'absent'; readonly place: Place; readonly when?: When; readonly path: Template };

/** A session script, validated whole. */
export interface Session {
  /** Absolute path of the script. */
  readonly file: string;
  readonly name: string;
  readonly summary?: Template;
  readonly base?: Template;
  readonly params: readonly Param[];
  readonly secrets: readonly SecretDeclaration[];
  readonly inputs: readonly Input[];
  readonly prepare: readonly (RunStep | SpawnStep)[];
  readonly container: ContainerSettings;
  readonly deploy: readonly Step[];
  readonly image: ImageSettings;
  readonly audit: AuditSettings;
  readonly test: readonly TestEntry[];
}
