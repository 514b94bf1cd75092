import type {
  PatternSource,
  ScriptAnswer,
  ScriptBranch,
  ScriptExchange,
  ScriptItem,
  ScriptResponse,
  Template,
} from '../model.js';
import { capturesOf, templatesOf, textOf } from '../pattern-syntax.js';
import { covers } from '../when.js';
import { checkTemplate, type Names } from './names.js';
import { type SavedName, type Scope, withCondition } from './scope.js';

interface Checked {
  readonly names: Names;
  /** Of patterns, and of what else is made before the dialogue starts. */
  readonly early: Scope;
}

type Saved = Map<string, SavedName>;

/** Checks the references of a dialogue in the order of its items; `saved` grows on the way. */
export function checkItems(checked: Checked, scope: Scope, saved: Saved, items: readonly ScriptItem[]): void {
  for (const item of items) {
    if (item.kind === 'one-of') checkBranches(checked, scope, saved, item.branches);
    else checkTogether(checked, scope, saved, item.kind === 'exchange' ? [item.exchange] : item.exchanges);
  }
}

/** What exchanges in any order save is there only behind all of them. */
function checkTogether(
  checked: Checked,
  scope: Scope,
  saved: Saved,
  exchanges: readonly ScriptExchange[],
): void {
  const before = { ...scope, saved: new Map(saved) };
  for (const exchange of exchanges) checkExchange(checked, before, exchange);
  for (const exchange of exchanges)
    keep(saved, scope, exchange, exchange.isOptional ? 'optional' : undefined);
}

/** What a branch saves is known in its `then`; behind the branches only when each of them saves it. */
function checkBranches(
  checked: Checked,
  scope: Scope,
  saved: Saved,
  branches: readonly ScriptBranch[],
): void {
  const before = new Map(saved);
  const after = branches.map(({ exchange, then }) => {
    checkExchange(checked, { ...scope, saved: before }, exchange);
    const own = new Map(before);
    keep(own, scope, exchange);
    const early = withCondition(checked.early, exchange.when);
    checkItems({ ...checked, early }, withCondition(scope, exchange.when), own, then);
    return { exchange, then, own };
  });
  const goingOn = after.filter((branch) => !isFailing(branch));
  const widest = widestOf(branches);
  const { conditions } = withCondition(scope, widest?.exchange.when);
  for (const name of new Set(after.flatMap(({ own }) => [...own.keys()]))) {
    const isSure = widest !== undefined && goingOn.every((branch) => isSurelySaved(name, scope, branch));
    // What was there anyhow is there under no condition.
    const isKnown = before.has(name) && before.get(name)?.doubt === undefined;
    if (before.has(name) && (!isSure || (isKnown && widest.exchange.when !== undefined))) continue;
    saved.set(name, { conditions, ...(!isSure && { doubt: 'branch' }) });
  }
}

/** The branch that must be there for any of them to be: under its condition one of them is taken. */
function widestOf(branches: readonly ScriptBranch[]): ScriptBranch | undefined {
  return branches.find(
    ({ exchange: { when, isOptional } }) =>
      !isOptional && branches.every((other) => covers(when, other.exchange.when)),
  );
}

/** Behind a branch that ends in a failure nothing of the script is run any more. */
function isFailing({ exchange, then }: ScriptBranch): boolean {
  const isCertain = (each: ScriptExchange): boolean => !each.isOptional && each.when === undefined;
  if (exchange.response.kind === 'fail') return true;
  return then.some(
    (item) => item.kind === 'exchange' && item.exchange.response.kind === 'fail' && isCertain(item.exchange),
  );
}

/** Whether a name is there behind a branch that was taken. */
function isSurelySaved(
  name: string,
  scope: Scope,
  { exchange, own }: { readonly exchange: ScriptExchange; readonly own: Saved },
): boolean {
  const found = own.get(name);
  const held = new Set([...scope.conditions, exchange.when]);
  return found !== undefined && found.doubt === undefined && found.conditions.every((when) => held.has(when));
}

function checkExchange({ names, early }: Checked, scope: Scope, exchange: ScriptExchange): void {
  checkEarly(names, withCondition(early, exchange.when), exchange);
  checkResponse(names, scope, exchange);
}

/** Patterns and what a failure says are made before the dialogue starts: without its match and what it saves. */
export function checkEarly(names: Names, scope: Scope, { expect, response }: ScriptExchange): void {
  checkPattern(names, scope, expect);
  for (const template of earlyTemplates(response)) checkTemplate(names, scope, template);
}

export function checkPattern(names: Names, scope: Scope, source: PatternSource | undefined): void {
  for (const template of source === undefined ? [] : templatesOf(source))
    checkTemplate(names, scope, template);
}

/** What of a response is made with the patterns. */
function earlyTemplates(response: ScriptResponse): readonly Template[] {
  switch (response.kind) {
    case 'fail':
      return [response.message];
    case 'press':
      return response.keys;
    case 'select':
      return response.confirm ?? [];
    case 'fill':
      return [...response.fields.map(({ label }) => label), ...(response.confirm ?? [])];
    case 'none':
    case 'text':
    case 'handover':
      return [];
  }
}

export function checkResponse(
  names: Names,
  scope: Scope,
  { expect, response, save, when }: ScriptExchange,
): void {
  const hasMatch = textOf(expect.pattern) !== undefined;
  const here = { ...withCondition(scope, when), ...(hasMatch && { match: capturesOf(expect) }) };
  for (const template of [...lateTemplates(response), ...Object.values(save)])
    checkTemplate(names, here, template);
}

/** What of a response is made from the match. */
function lateTemplates(response: ScriptResponse): readonly Template[] {
  const texts = (sources: readonly ScriptAnswer[]): readonly Template[] =>
    sources.flatMap((source) => (source.kind === 'text' ? [source.text] : []));
  if (response.kind === 'text') return texts(response.sources);
  if (response.kind === 'fill') return texts(response.fields.map(({ source }) => source));
  return response.kind === 'select' ? response.labels : [];
}

/** Takes note of what an exchange saves, and whether it may be missing. */
export function keep(
  saved: Saved,
  scope: Scope,
  { save, when }: ScriptExchange,
  doubt?: SavedName['doubt'],
): void {
  const conditions = when === undefined ? scope.conditions : [...scope.conditions, when];
  for (const name of Object.keys(save))
    saved.set(name, { conditions, ...(doubt !== undefined && { doubt }) });
}
