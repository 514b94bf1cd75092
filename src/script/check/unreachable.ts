import { entriesOf, exchangesIn } from '../items.js';
import type {
  PatternSource,
  ScriptBranch,
  ScriptExchange,
  ScriptItem,
  SpawnStep,
  TextSource,
} from '../model.js';
import { complain, type Report } from '../yaml/report.js';
import { covers } from '../when.js';

/** Exchanges that can never have their turn: behind the end, behind a failure, or behind an equal rule. */
export function checkReachable(report: Report, step: SpawnStep): void {
  checkAfterEnd(report, step.dialogue);
  checkEqual(report, step.failOn);
  checkEqual(report, step.always);
  for (const rule of [...step.always, ...exchangesIn(step.dialogue)]) {
    const first = step.failOn.find((each) => isShadowed(each, rule));
    if (first !== undefined) complainShadowed(report, rule, first, '`fail-on` has the same pattern');
  }
  checkTogether(report, step.dialogue);
  checkAfterRepeat(report, step.dialogue);
}

/** Nothing comes after the end of the program, or after a required exchange that fails the run. */
function checkAfterEnd(report: Report, items: readonly ScriptItem[]): void {
  for (const branch of items.flatMap(branchesOf)) {
    const last = isLast(branch.exchange) ? branch.exchange : undefined;
    complainClosed(report, last, branch.then);
    if (last === undefined) checkAfterEnd(report, branch.then);
  }
  const closing = items.findIndex((item) => closingOf(item) !== undefined);
  const item = items[closing];
  complainClosed(report, item && closingOf(item), items.slice(closing + 1));
}

const branchesOf = (item: ScriptItem): readonly ScriptBranch[] =>
  item.kind === 'one-of' ? item.branches : [];

function complainClosed(
  report: Report,
  last: ScriptExchange | undefined,
  behind: readonly ScriptItem[],
): void {
  const first = behind.flatMap(entriesOf).at(0);
  if (last === undefined || first === undefined) return;
  const reason = last.response.kind === 'fail' ? 'the run has failed' : 'the program has ended';
  complain(report, first.place, `this exchange is never reached: after ${lineText(last, first)} ${reason}`);
}

/** The exchange of an item behind which nothing comes; of branches the last one, when all of them end so. */
function closingOf(item: ScriptItem): ScriptExchange | undefined {
  const isRequired = ({ isOptional, when }: ScriptExchange): boolean => !isOptional && when === undefined;
  if (item.kind !== 'one-of') return entriesOf(item).find((each) => isLast(each) && isRequired(each));
  if (!entriesOf(item).some(isRequired)) return undefined;
  const ends = item.branches.map(({ exchange, then }) =>
    isLast(exchange) ? exchange : then.map(closingOf).find((each) => each !== undefined),
  );
  return ends.every((each) => each !== undefined) ? ends.at(-1) : undefined;
}

const isLast = ({ expect, response }: ScriptExchange): boolean =>
  expect.pattern.kind === 'eof' || response.kind === 'fail';

/** Exchanges of one group are live together. */
function checkTogether(report: Report, items: readonly ScriptItem[]): void {
  for (const item of items) {
    checkEqual(report, entriesOf(item));
    for (const { then } of branchesOf(item)) checkTogether(report, then);
  }
}

/** Of rules that are live together the first of two equal ones always goes first. */
function checkEqual(report: Report, rules: readonly ScriptExchange[]): void {
  for (const [index, rule] of rules.entries()) {
    const first = rules.slice(0, index).find((each) => isShadowed(each, rule));
    if (first !== undefined) complainShadowed(report, rule, first, 'an equal rule goes before it');
  }
}

/**
 * What may be answered again and again takes every prompt of the equal exchange behind it. What follows branches is not
 * looked at: another branch may lead there.
 */
function checkAfterRepeat(report: Report, items: readonly ScriptItem[]): void {
  for (const [index, item] of items.entries()) {
    for (const { exchange, then } of branchesOf(item)) {
      complainRepeated(report, [exchange], then[0]);
      checkAfterRepeat(report, then);
    }
    if (item.kind !== 'one-of') complainRepeated(report, entriesOf(item), items[index + 1]);
  }
}

function complainRepeated(
  report: Report,
  before: readonly ScriptExchange[],
  next: ScriptItem | undefined,
): void {
  const endless = before.filter((each) => each.maxTimes === Infinity);
  for (const rule of next === undefined ? [] : entriesOf(next)) {
    const first = endless.find((each) => isShadowed(each, rule));
    if (first !== undefined) complainShadowed(report, rule, first, 'an equal exchange is repeated before it');
  }
}

function isShadowed(first: ScriptExchange, rule: ScriptExchange): boolean {
  return first !== rule && isEqualPattern(first.expect, rule.expect) && covers(first.when, rule.when);
}

function complainShadowed(report: Report, rule: ScriptExchange, first: ScriptExchange, reason: string): void {
  complain(report, rule.place, `this exchange is never reached: ${reason} (${lineText(first, rule)})`);
}

/** The line of one exchange, told where the other one stands. */
const lineText = ({ place }: ScriptExchange, seenFrom: ScriptExchange): string =>
  `line ${place.line}${place.file === seenFrom.place.file ? '' : ` of ${place.file}`}`;

/** Whether two patterns are the same to the matcher: a run of white space in text equals any other. */
export function isEqualPattern(one: PatternSource, other: PatternSource): boolean {
  return patternKey(one) === patternKey(other);
}

const collapse = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

function patternKey({ pattern }: PatternSource): string {
  switch (pattern.kind) {
    case 'eof':
      return 'eof';
    case 'quiet':
      return `quiet ${pattern.quietMs}`;
    case 'raw':
      return `raw ${textKey(pattern.text)}`;
    case 'screen': {
      const { text, box, row, isAtCursor = false, isHighlighted = false, isUnique = false } = pattern;
      return JSON.stringify(['screen', textKey(text), box?.source, row, isAtCursor, isHighlighted, isUnique]);
    }
    case 'text':
    case 'regexp':
    case 'template': {
      const { after } = pattern;
      return `${textKey(pattern)}${after === undefined ? '' : ` after ${collapse(after.source)}`}`;
    }
  }
}

function textKey(text: TextSource): string {
  switch (text.kind) {
    case 'text':
      return `text ${collapse(text.text)}`;
    case 'regexp':
      return `regexp ${text.source} ${Array.from(text.flags).sort().join('')}`;
    case 'template': {
      const { source } = text.text;
      if (!text.isRegExp) return `template text ${collapse(source)}`;
      return `template regexp ${source} ${Array.from(text.flags).sort().join('')}`;
    }
  }
}
