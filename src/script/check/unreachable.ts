import type { PatternSource, ScriptExchange, ScriptItem, SpawnStep } from '../model.js';
import { complain, type Report } from '../yaml/report.js';
import { covers } from '../when.js';

/** Exchanges that can never have their turn: behind the end, behind a failure, or behind an equal rule. */
export function checkReachable(report: Report, step: SpawnStep): void {
  const exchanges = step.dialogue.flatMap(exchangesOf);
  checkAfterEnd(report, step.dialogue);
  checkEqual(report, step.failOn);
  checkEqual(report, step.always);
  for (const rule of [...step.always, ...exchanges]) {
    const first = step.failOn.find((each) => isShadowed(each, rule));
    if (first !== undefined) complainShadowed(report, rule, first, '`fail-on` has the same pattern');
  }
  for (const [index, item] of step.dialogue.entries()) {
    if (item.kind === 'any-order') checkEqual(report, item.exchanges);
    checkAfterRepeat(report, item, step.dialogue[index + 1]);
  }
}

const exchangesOf = (item: ScriptItem): readonly ScriptExchange[] =>
  item.kind === 'exchange' ? [item.exchange] : item.exchanges;

/** Nothing comes after the end of the program, or after a required exchange that fails the run. */
function checkAfterEnd(report: Report, items: readonly ScriptItem[]): void {
  const closing = items.findIndex((item) => exchangesOf(item).some(isClosing));
  const last = closing === -1 ? undefined : exchangesOf(items[closing] as ScriptItem).find(isClosing);
  const first = items
    .slice(closing + 1)
    .flatMap(exchangesOf)
    .at(0);
  if (last === undefined || first === undefined) return;
  const reason = last.response.kind === 'fail' ? 'the run has failed' : 'the program has ended';
  complain(report, first.place, `this exchange is never reached: after line ${last.place.line} ${reason}`);
}

function isClosing({ expect, response, isOptional, when }: ScriptExchange): boolean {
  return (expect.pattern.kind === 'eof' || response.kind === 'fail') && !isOptional && when === undefined;
}

/** Of rules that are live together the first of two equal ones always goes first. */
function checkEqual(report: Report, rules: readonly ScriptExchange[]): void {
  for (const [index, rule] of rules.entries()) {
    const first = rules.slice(0, index).find((each) => isShadowed(each, rule));
    if (first !== undefined) complainShadowed(report, rule, first, 'an equal rule goes before it');
  }
}

/** What may be answered again and again takes every prompt of the equal exchange behind it. */
function checkAfterRepeat(report: Report, item: ScriptItem, next: ScriptItem | undefined): void {
  if (next === undefined) return;
  const endless = exchangesOf(item).filter((each) => each.maxTimes === Infinity);
  for (const rule of exchangesOf(next)) {
    const first = endless.find((each) => isShadowed(each, rule));
    if (first !== undefined) complainShadowed(report, rule, first, 'an equal exchange is repeated before it');
  }
}

function isShadowed(first: ScriptExchange, rule: ScriptExchange): boolean {
  return first !== rule && isEqualPattern(first.expect, rule.expect) && covers(first.when, rule.when);
}

function complainShadowed(report: Report, rule: ScriptExchange, first: ScriptExchange, reason: string): void {
  complain(report, rule.place, `this exchange is never reached: ${reason} (line ${first.place.line})`);
}

/** Whether two patterns are the same to the matcher: a run of white space in text equals any other. */
export function isEqualPattern(one: PatternSource, other: PatternSource): boolean {
  return patternKey(one) === patternKey(other);
}

const collapse = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

function patternKey({ pattern }: PatternSource): string {
  switch (pattern.kind) {
    case 'text':
      return `text ${collapse(pattern.text)}`;
    case 'regexp':
      return `regexp ${pattern.source} ${Array.from(pattern.flags).sort().join('')}`;
    case 'template': {
      const { source } = pattern.text;
      if (!pattern.isRegExp) return `template text ${collapse(source)}`;
      return `template regexp ${source} ${Array.from(pattern.flags).sort().join('')}`;
    }
    case 'eof':
      return 'eof';
    case 'quiet':
      return `quiet ${pattern.quietMs}`;
    default:
      return JSON.stringify(pattern);
  }
}
