import type { Place } from '../errors/script.js';
import { describeCommand } from './command.js';
import { describeGrants } from './describe-grants.js';
import { entriesOf, includedItems } from './items.js';
import { createLookup } from './lookup.js';
import type {
  ScriptExchange,
  ScriptItem,
  SecretSource,
  Session,
  SpawnStep,
  Step,
  TestEntry,
  Template,
} from './model.js';
import type { ParamValues } from './params.js';
import { patternText } from './pattern-text.js';
import { responseText } from './response-text.js';
import { isIncluded } from './when.js';
import { whereIn, type Where } from './where.js';

/** One prompt of a dialogue and what would be done. Secrets appear by name. */
export interface PromptPlan extends Where {
  readonly expect: string;
  /** As a person would say it: `answer yes`, `press space`, `answer secret serial`, `go on`. */
  readonly response: string;
  readonly isOptional: boolean;
  readonly isAnyOrder: boolean;
  /** Of a branch of `one-of`: its number there, from 1. */
  readonly branch?: number;
  /** Of a branch: what is awaited once it was taken. */
  readonly then?: readonly PromptPlan[];
}

export interface StepPlan extends Where {
  readonly kind: Step['kind'] | 'file' | 'absent';
  readonly text: string;
  readonly user?: string;
  readonly prompts: readonly PromptPlan[];
  /** Rules that answer at any time, and patterns that fail the run. */
  readonly always: readonly PromptPlan[];
  readonly failOn: readonly string[];
  /** Of a scope: what it is around. */
  readonly steps?: readonly StepPlan[];
}

/** What a run with these params would do, as plain data. */
export interface SessionPlan {
  readonly name: string;
  readonly summary?: string;
  readonly base?: string;
  readonly params: ParamValues;
  readonly inputs: readonly { readonly name: string; readonly from: string; readonly sha256?: string }[];
  readonly secrets: readonly { readonly name: string; readonly source: string }[];
  readonly phases: readonly {
    readonly phase: 'prepare' | 'deploy' | 'test';
    readonly steps: readonly StepPlan[];
  }[];
  readonly image: {
    readonly tags: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
    readonly user?: string;
    readonly workdir?: string;
    readonly entrypoint?: readonly string[] | null;
    readonly cmd?: readonly string[] | null;
    readonly ports: readonly string[];
    readonly volumes: readonly string[];
    readonly message?: string;
  };
}

type Render = (template: Template) => string;

/** How what stands at a place is told. */
interface Telling {
  readonly render: Render;
  readonly at: (place: Place) => Where;
}

/** The plan of a run, nothing started. Names that only the run can know stay as they are written. */
export function describeSession(session: Session, params: ParamValues): SessionPlan {
  const render = (template: Template): string => renderKnown(template, params);
  const at = (place: Place): Where => whereIn(session, place);
  return {
    name: session.name,
    ...optional('summary', session.summary, render),
    ...optional('base', session.base, render),
    params,
    inputs: session.inputs.map(({ name, from, sha256 }) => ({
      name,
      from: render(from),
      ...(sha256 !== undefined && { sha256 }),
    })),
    secrets: session.secrets.map(({ name, source }) => ({ name, source: describeSecretSource(source) })),
    phases: (['prepare', 'deploy', 'test'] as const).map((phase) => ({
      phase,
      steps: describeSteps(session[phase], params, { render, at }),
    })),
    image: describeImage(session, render),
  };
}

/** `env:NAME`, `file:PATH` or `prompt`, as `--secret` takes it, or `command:PROGRAM`. */
export function describeSecretSource(source: SecretSource): string {
  switch (source.kind) {
    case 'env':
      return `env:${source.variable}`;
    case 'file':
      return `file:${source.path}`;
    case 'command':
      return `command:${source.argv[0]}`;
    case 'prompt':
      return 'prompt';
  }
}

/** A template with the values of params; what only a run can know stays as it is written. */
export function renderKnown({ parts }: Template, params: ParamValues): string {
  const lookup = createLookup({ params });
  return parts
    .map((part) => (part.kind === 'text' ? part.text : (lookup(part.path) ?? `\${{ ${part.path} }}`)))
    .join('');
}

function optional<K extends string>(
  key: K,
  template: Template | undefined,
  render: Render,
): { [P in K]?: string } {
  return (template === undefined ? {} : { [key]: render(template) }) as { [P in K]?: string };
}

function describeImage({ image }: Session, render: Render): SessionPlan['image'] {
  const { user, ports, volumes, entrypoint, cmd } = image;
  const rendered = (record: Readonly<Record<string, Template>>) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, render(value)]));
  return {
    tags: image.tags.map(render),
    env: rendered(image.env),
    labels: rendered(image.labels),
    ports,
    volumes,
    ...(user !== undefined && { user }),
    ...(entrypoint !== undefined && { entrypoint: entrypoint?.map(render) ?? null }),
    ...(cmd !== undefined && { cmd: cmd?.map(render) ?? null }),
    ...optional('workdir', image.workdir, render),
    ...optional('message', image.message, render),
  };
}

function describeSteps(
  steps: readonly (Step | TestEntry)[],
  params: ParamValues,
  telling: Telling,
): readonly StepPlan[] {
  return steps
    .filter(({ when }) => isIncluded(when, params))
    .map((step) => describeStep(step, params, telling));
}

function describeStep(step: Step | TestEntry, params: ParamValues, telling: Telling): StepPlan {
  const { render, at } = telling;
  const none = { prompts: [], always: [], failOn: [], ...at(step.place) };
  switch (step.kind) {
    case 'run':
      return {
        ...none,
        kind: step.kind,
        text: commandText(step.command, params),
        ...(step.user !== undefined && { user: step.user }),
      };
    case 'spawn':
      return describeSpawn(step, params, telling);
    case 'scope':
      return {
        ...none,
        kind: step.kind,
        text: describeGrants(step.grants, render),
        steps: describeSteps(step.steps, params, telling),
      };
    case 'copy':
      return { ...none, kind: step.kind, text: `${step.input} to ${render(step.to)}` };
    case 'file':
    case 'absent':
      return { ...none, kind: step.kind, text: render(step.path) };
  }
}

/** A command as a person would type it, params in place. */
export function commandText(command: SpawnStep['command'], params: ParamValues): string {
  const lookup = createLookup({ params });
  return describeCommand(command, (path) => lookup(path) ?? `\${{ ${path} }}`);
}

function describeSpawn(step: SpawnStep, params: ParamValues, telling: Telling): StepPlan {
  const isLive = ({ when }: ScriptExchange): boolean => isIncluded(when, params);
  return {
    kind: step.kind,
    text: commandText(step.command, params),
    ...telling.at(step.place),
    ...(step.user !== undefined && { user: step.user }),
    prompts: describeItems(includedItems(step.dialogue, params), telling),
    always: step.always.filter(isLive).map((each) => describePrompt(each, telling, false)),
    failOn: step.failOn.filter(isLive).map(({ expect }) => patternText(expect, telling.render)),
  };
}

function describeItems(items: readonly ScriptItem[], telling: Telling): readonly PromptPlan[] {
  return items.flatMap((item) => {
    if (item.kind !== 'one-of')
      return entriesOf(item).map((each) => describePrompt(each, telling, item.kind === 'any-order'));
    return item.branches.map(({ exchange, then }, index) => ({
      ...describePrompt(exchange, telling, false),
      branch: index + 1,
      then: describeItems(then, telling),
    }));
  });
}

function describePrompt(
  { expect, response, place, isOptional }: ScriptExchange,
  telling: Telling,
  isAnyOrder: boolean,
): PromptPlan {
  return {
    expect: patternText(expect, telling.render),
    response: responseText(response, telling.render),
    ...telling.at(place),
    isOptional,
    isAnyOrder,
  };
}
