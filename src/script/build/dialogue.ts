import type { ScriptBranch, ScriptExchange, ScriptItem, Template, When } from '../model.js';
import type {
  RawAlwaysRule,
  RawBranch,
  RawExchange,
  RawFailRule,
  RawItem,
  RawPattern,
  RawUse,
} from '../schema/dialogue.js';
import { referencesOf } from '../template.js';
import { quoteYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, isWrittenEmpty, itemsOf, need, placeOf, present } from './at.js';
import { buildPattern } from './pattern.js';
import { buildResponse } from './response.js';
import { buildSaved } from './saved.js';
import { rewritten, textTemplate, withoutFinalBreak } from './text.js';
import { listed, listedOnce, under } from './use.js';
import { buildWhen } from './when.js';

type Plain = Extract<RawExchange, { expect: unknown }>;
type End = Extract<RawExchange, { eof: true }>;

/** The items of a `dialogue` or of a `then`. */
export function buildDialogue(
  build: Build,
  at: At<readonly (RawItem | RawUse)[]> | undefined,
): readonly ScriptItem[] {
  return listed(build, at, 'dialogue').map((each) => itemUnder(each.when, buildItem(each.build, each.at)));
}

export function buildAlways(
  build: Build,
  at: At<readonly (RawAlwaysRule | RawUse)[]> | undefined,
): readonly ScriptExchange[] {
  return listedOnce(build, at, 'always').map((each) =>
    under(each.when, buildAlwaysRule(each.build, each.at)),
  );
}

export function buildFailOn(
  build: Build,
  at: At<readonly (RawFailRule | RawUse)[]> | undefined,
): readonly ScriptExchange[] {
  return listedOnce(build, at, 'fail-on').map((each) => under(each.when, buildFailRule(each.build, each.at)));
}

/** Of a group each exchange that may come first has the condition; what stands behind a branch comes only with it. */
function itemUnder(when: When | undefined, item: ScriptItem): ScriptItem {
  switch (item.kind) {
    case 'exchange':
      return { ...item, exchange: under(when, item.exchange) };
    case 'any-order':
      return { ...item, exchanges: item.exchanges.map((each) => under(when, each)) };
    case 'one-of':
      return {
        ...item,
        branches: item.branches.map((each) => ({ ...each, exchange: under(when, each.exchange) })),
      };
  }
}

function buildItem(build: Build, { value, node }: At<RawItem>): ScriptItem {
  if ('any-order' in value) {
    const group = need({ value, node }, 'any-order');
    if (isWrittenEmpty(build, group))
      complain(build.report, group.node.start, '`any-order` has no exchanges');
    return { kind: 'any-order', exchanges: itemsOf(group).map((each) => buildExchange(build, each)) };
  }
  if ('one-of' in value) {
    const branches = need({ value, node }, 'one-of');
    if (isWrittenEmpty(build, branches))
      complain(build.report, branches.node.start, '`one-of` has no branches');
    refuseHalfOptional(build, branches);
    return { kind: 'one-of', branches: itemsOf(branches).map((each) => buildBranch(build, each)) };
  }
  return { kind: 'exchange', exchange: buildExchange(build, { value, node }) };
}

function buildBranch(build: Build, { value, node }: At<RawBranch>): ScriptBranch {
  const exchange = buildExchange(build, { value, node });
  if (!('then' in value)) return { exchange, then: [] };
  return { exchange, then: buildDialogue(build, child({ value, node }, 'then')) };
}

/** One branch comes instead of the others, so that a single one is optional says nothing. */
function refuseHalfOptional({ report }: Build, at: At<readonly RawBranch[]>): void {
  if (at.value.every(({ optional }) => optional === true)) return;
  for (const { value, node } of itemsOf(at)) {
    if (value.optional !== true) continue;
    complain(
      report,
      node.entries.get('optional')?.key?.start ?? node.start,
      '`one-of` may be left out when all its branches are `optional`; of one branch it says nothing',
    );
  }
}

function buildExchange(build: Build, { value, node }: At<RawExchange>): ScriptExchange {
  return 'eof' in value ? buildEnd(build, { value, node }) : buildPlain(build, { value, node });
}

function buildPlain(build: Build, at: At<Plain>): ScriptExchange {
  const expect = buildPattern(build, need(at, 'expect'));
  const response = buildResponse(build, at);
  if (expect.pattern.kind === 'eof' && response.kind !== 'none' && response.kind !== 'fail') {
    complain(
      build.report,
      at.node.start,
      'after the end of the program there is nobody to answer; only `fail` goes with `eof`',
    );
  }
  const answers = response.kind === 'text' ? response.sources.length : 1;
  return { ...common(build, at), expect, response, maxTimes: Math.max(at.value.repeat ?? 1, answers) };
}

function buildEnd(build: Build, at: At<End>): ScriptExchange {
  const fail = child(at, 'fail');
  const response =
    fail === undefined
      ? ({ kind: 'none' } as const)
      : ({ kind: 'fail', message: textTemplate(build, withoutFinalBreak(fail)) } as const);
  const expect = { label: 'eof', place: placeOf(build, need(at, 'eof')), pattern: { kind: 'eof' } } as const;
  return { ...common(build, at), expect, response, maxTimes: 1 };
}

function common(build: Build, at: At<Plain | End>) {
  const { timeout, settle, stall, optional } = at.value;
  const when = child<Plain | End, 'when'>(at, 'when');
  return {
    place: placeOf(build, at),
    save: buildSaved(build, child<Plain | End, 'save'>(at, 'save'), (each) => savedTemplate(build, each)),
    isOptional: optional ?? false,
    ...present({
      when: when && buildWhen(build, when),
      timeoutMs: timeout,
      settleMs: settle,
      stallMs: stall,
    }),
  };
}

/** What an exchange keeps is made from its match; a constant is most likely the number or name of a capture. */
function savedTemplate(build: Build, at: At<string>): Template {
  const template = textTemplate(build, at);
  if (referencesOf(template).length > 0) return template;
  const capture = /^(?:match\.)?(\w+)$/.exec(at.value)?.[1];
  const suggestion =
    capture === undefined
      ? undefined
      : rewritten(build.report, at.node, quoteYaml(`\${{ match.${capture} }}`));
  complain(
    build.report,
    at.node.start,
    'what is saved comes from the match, such as `${{ match.1 }}`',
    suggestion,
  );
  return template;
}

/** A rule that is live all the time: optional, and answered any number of times unless the script says how many. */
function buildAlwaysRule(build: Build, at: At<RawAlwaysRule>): ScriptExchange {
  const response = buildResponse(build, at);
  const times = response.kind === 'text' && response.sources.length > 1 ? response.sources.length : Infinity;
  const when = child(at, 'when');
  const expect = buildPattern(build, need(at, 'expect'));
  if (expect.pattern.kind === 'eof')
    complain(build.report, expect.place, 'the end comes once; it belongs in the `dialogue`');
  return {
    place: placeOf(build, at),
    expect,
    response,
    save: buildSaved(build, child(at, 'save'), (each) => savedTemplate(build, each)),
    isOptional: true,
    maxTimes: at.value.repeat ?? times,
    ...present({ when: when && buildWhen(build, when), settleMs: at.value.settle }),
  };
}

/** `fail-on`: a pattern, or `{ expect, fail, when }` to say in other words what it means. */
function buildFailRule(build: Build, { value, node }: At<RawFailRule>): ScriptExchange {
  const place = placeOf(build, { value, node });
  const base = { place, save: {}, isOptional: true, maxTimes: 1 };
  const noMessage: Template = { source: '', place, parts: [] };
  if (typeof value === 'string' || 'text' in value) {
    const expect = buildPattern(build, { value: value satisfies RawPattern, node });
    return { ...base, expect, response: { kind: 'fail', message: noMessage } };
  }
  const at = { value, node };
  const fail = child(at, 'fail');
  const when = child(at, 'when');
  return {
    ...base,
    expect: buildPattern(build, need(at, 'expect')),
    response: {
      kind: 'fail',
      message: fail === undefined ? noMessage : textTemplate(build, withoutFinalBreak(fail)),
    },
    ...present({ when: when && buildWhen(build, when) }),
  };
}
