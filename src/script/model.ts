import type { Place } from '../errors/script.js';
import type { Pattern, ScreenCondition, SelectResponse, TextPattern } from '../dialogue/types.js';

/** Text with `${{ name }}` in it, split once; `parts` alternate freely between text and references. */
export interface Template {
  readonly source: string;
  readonly place: Place;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** For example `params.release`, `match.1`, `base.env.PATH`, `inputs.sdk`, `workspace`, or a saved name. */
  | { readonly kind: 'reference'; readonly path: string; readonly place: Place };

export type ParamValue = string | number | boolean;

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

/** Holds when every named param has one of the values. */
export type When = Readonly<Record<string, readonly ParamValue[]>>;

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

/** Text or a regular expression as written: one with references becomes a TextPattern only when their values are known. */
export type TextSource =
  | TextPattern
  /** `isRegExp`: the template is the source of a regular expression and what is put in is escaped. */
  | {
      readonly kind: 'template';
      readonly text: Template;
      readonly isRegExp: boolean;
      readonly flags: string;
    };

/** A condition on the screen as written. */
export interface ScreenSource extends Omit<ScreenCondition, 'text' | 'box'> {
  readonly kind: 'screen';
  readonly text: TextSource;
  readonly box?: Template;
}

/** A pattern as written. */
export interface PatternSource {
  /** As the user wrote it, for messages; of a map its text. */
  readonly label: string;
  readonly place: Place;
  readonly pattern:
    | (TextSource & { readonly after?: Template })
    | ScreenSource
    | { readonly kind: 'raw'; readonly text: TextSource }
    | Extract<Pattern, { readonly kind: 'eof' | 'quiet' }>;
}

export type ScriptAnswer =
  | { readonly kind: 'text'; readonly text: Template }
  | { readonly kind: 'secret'; readonly secret: string; readonly isVisible: boolean };

export type ScriptResponse =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'text';
      readonly sources: readonly [ScriptAnswer, ...ScriptAnswer[]];
      readonly hasEnter: boolean;
      readonly isClearing: boolean;
    }
  | { readonly kind: 'press'; readonly keys: ScriptKeys }
  | {
      readonly kind: 'select';
      readonly mode: SelectResponse['mode'];
      readonly labels: readonly Template[];
      readonly confirm?: ScriptKeys;
    }
  | {
      readonly kind: 'fill';
      readonly fields: readonly { readonly label: Template; readonly source: ScriptAnswer }[];
      readonly confirm?: ScriptKeys;
    }
  | { readonly kind: 'handover' }
  | { readonly kind: 'fail'; readonly message: Template };

/** Names of keys, and `<Label>` for a button, which alone may hold references. */
export type ScriptKeys = readonly [Template, ...Template[]];

export interface ScriptExchange {
  readonly place: Place;
  readonly expect: PatternSource;
  readonly response: ScriptResponse;
  /** Saved name to a template over `match.N`. */
  readonly save: Readonly<Record<string, Template>>;
  readonly when?: When;
  readonly isOptional: boolean;
  readonly maxTimes: number;
  readonly timeoutMs?: number;
  readonly settleMs?: number;
  readonly stallMs?: number;
}

/** One way on: what is seen first, and what is awaited then. */
export interface ScriptBranch {
  readonly exchange: ScriptExchange;
  readonly then: readonly ScriptItem[];
}

export type ScriptItem =
  | { readonly kind: 'exchange'; readonly exchange: ScriptExchange }
  | { readonly kind: 'any-order'; readonly exchanges: readonly ScriptExchange[] }
  | { readonly kind: 'one-of'; readonly branches: readonly ScriptBranch[] };

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
