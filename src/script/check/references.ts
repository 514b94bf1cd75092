import type {
  Command,
  PatternSource,
  RunStep,
  ScriptExchange,
  ScriptItem,
  SpawnStep,
  Step,
  Template,
  TestEntry,
} from '../model.js';
import { capturesOf } from '../pattern-syntax.js';
import { checkTemplate, type Names } from './names.js';
import { type SavedName, type Scope, withCondition } from './scope.js';

/** Checks the references of steps in the order they run in; `saved` grows on the way. */
export function checkSteps(
  names: Names,
  scope: Scope,
  saved: Map<string, SavedName>,
  steps: readonly (Step | TestEntry)[],
): void {
  for (const step of steps) {
    const here = withCondition({ ...scope, saved }, step.when);
    if (step.kind === 'run') checkRun(names, here, saved, step);
    else if (step.kind === 'spawn') checkSpawn(names, here, saved, step);
    else if (step.kind === 'copy') checkTemplate(names, here, step.to);
    else checkTemplate(names, here, step.path);
  }
}

function checkRun(names: Names, scope: Scope, saved: Map<string, SavedName>, step: RunStep): void {
  checkProgram(names, scope, step);
  checkPattern(names, scope, step.expect);
  for (const pattern of Object.values(step.save)) checkPattern(names, scope, pattern);
  for (const name of Object.keys(step.save))
    saved.set(name, { conditions: scope.conditions, isUncertain: false });
}

function checkProgram(names: Names, scope: Scope, step: RunStep | SpawnStep): void {
  for (const template of commandTemplates(step.command)) checkTemplate(names, scope, template);
  for (const value of Object.values(step.env))
    if (value.kind === 'text') checkTemplate(names, scope, value.value);
  checkTemplate(names, scope, step.cwd);
}

const commandTemplates = (command: Command): readonly Template[] =>
  command.kind === 'line' ? [command.line] : command.argv;

function checkPattern(names: Names, scope: Scope, source: PatternSource | undefined): void {
  if (source?.pattern.kind === 'template') checkTemplate(names, scope, source.pattern.text);
}

function checkSpawn(names: Names, scope: Scope, saved: Map<string, SavedName>, step: SpawnStep): void {
  checkProgram(names, scope, step);
  const exchanges = step.dialogue.flatMap(exchangesOf);
  const own = new Set([...step.always, ...exchanges].flatMap((each) => Object.keys(each.save)));
  const atStart = new Map(saved);
  const patternScope = {
    ...scope,
    saved: atStart,
    tooLate: new Set([...own].filter((name) => !atStart.has(name))),
  };
  const rules = [...step.failOn, ...step.always];
  for (const each of [...rules, ...exchanges])
    checkEarly(names, withCondition(patternScope, each.when), each);
  for (const rule of rules) checkResponse(names, { ...scope, saved: atStart }, rule);
  for (const item of step.dialogue) checkItem(names, scope, saved, item);
  for (const rule of step.always) keep(saved, scope, rule, true);
}

/** Patterns and what a failure says are made before the dialogue starts: without its match and what it saves. */
function checkEarly(names: Names, scope: Scope, { expect, response }: ScriptExchange): void {
  checkPattern(names, scope, expect);
  if (response.kind === 'fail') checkTemplate(names, scope, response.message);
}

const exchangesOf = (item: ScriptItem): readonly ScriptExchange[] =>
  item.kind === 'exchange' ? [item.exchange] : item.exchanges;

/** What exchanges in any order save is there only behind all of them. */
function checkItem(names: Names, scope: Scope, saved: Map<string, SavedName>, item: ScriptItem): void {
  const before = { ...scope, saved: new Map(saved) };
  for (const exchange of exchangesOf(item)) checkResponse(names, before, exchange);
  for (const exchange of exchangesOf(item)) keep(saved, scope, exchange, exchange.isOptional);
}

function checkResponse(names: Names, scope: Scope, { expect, response, save, when }: ScriptExchange): void {
  const here = { ...withCondition(scope, when), ...(hasMatch(expect) && { match: capturesOf(expect) }) };
  if (response.kind === 'text') {
    for (const source of response.sources)
      if (source.kind === 'text') checkTemplate(names, here, source.text);
  }
  for (const template of Object.values(save)) checkTemplate(names, here, template);
}

const hasMatch = ({ pattern }: PatternSource): boolean => pattern.kind !== 'eof' && pattern.kind !== 'quiet';

function keep(
  saved: Map<string, SavedName>,
  scope: Scope,
  { save, when }: ScriptExchange,
  isUncertain: boolean,
): void {
  const conditions = when === undefined ? scope.conditions : [...scope.conditions, when];
  for (const name of Object.keys(save)) saved.set(name, { conditions, isUncertain });
}
