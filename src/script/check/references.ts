import { exchangesIn } from '../items.js';
import type { Command, Grants, RunStep, SpawnStep, Step, Template, TestEntry } from '../model.js';
import { checkEarly, checkItems, checkPattern, checkResponse, keep } from './dialogue-names.js';
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
    else if (step.kind === 'scope') {
      checkGrants(names, here, step.grants);
      checkSteps(names, here, saved, step.steps);
    } else checkTemplate(names, here, step.path);
  }
}

function checkGrants(names: Names, scope: Scope, { env, cwd, proxy }: Grants): void {
  for (const value of Object.values(env)) if (value.kind === 'text') checkTemplate(names, scope, value.value);
  checkTemplate(names, scope, cwd);
  if (proxy?.kind === 'url') checkTemplate(names, scope, proxy.url);
}

function checkRun(names: Names, scope: Scope, saved: Map<string, SavedName>, step: RunStep): void {
  checkProgram(names, scope, step);
  checkPattern(names, scope, step.expect);
  for (const pattern of Object.values(step.save)) checkPattern(names, scope, pattern);
  for (const name of Object.keys(step.save)) saved.set(name, { conditions: scope.conditions });
}

function checkProgram(names: Names, scope: Scope, step: RunStep | SpawnStep): void {
  for (const template of commandTemplates(step.command)) checkTemplate(names, scope, template);
  for (const value of Object.values(step.env))
    if (value.kind === 'text') checkTemplate(names, scope, value.value);
  checkTemplate(names, scope, step.cwd);
}

const commandTemplates = (command: Command): readonly Template[] =>
  command.kind === 'line' ? [command.line] : command.argv;

function checkSpawn(names: Names, scope: Scope, saved: Map<string, SavedName>, step: SpawnStep): void {
  checkProgram(names, scope, step);
  const exchanges = exchangesIn(step.dialogue);
  const own = new Set([...step.always, ...exchanges].flatMap((each) => Object.keys(each.save)));
  const atStart = new Map(saved);
  const patternScope = {
    ...scope,
    saved: atStart,
    tooLate: new Set([...own].filter((name) => !atStart.has(name))),
  };
  const rules = [...step.failOn, ...step.always];
  for (const rule of rules) {
    checkEarly(names, withCondition(patternScope, rule.when), rule);
    checkResponse(names, { ...scope, saved: atStart }, rule);
  }
  checkItems({ names, early: patternScope }, scope, saved, step.dialogue);
  for (const rule of step.always) keep(saved, scope, rule, 'optional');
}
