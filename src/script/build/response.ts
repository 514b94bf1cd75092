import type { ScriptAnswer, ScriptKeys, ScriptResponse } from '../model.js';
import type { RawAlwaysRule, RawExchange } from '../schema/dialogue.js';
import { complain } from '../yaml/report.js';
import { replaceInLine } from '../yaml/source.js';
import { buildAnswer } from './answer.js';
import { type At, type Build, child, itemsOf, need } from './at.js';
import { buildKeys } from './keys.js';
import { textTemplate, withoutFinalBreak } from './text.js';
import { buildFill, buildSelect } from './widget.js';

type Responding = Extract<RawExchange, { expect: unknown }> | RawAlwaysRule;

/** `press` comes last: beside `select` and `fill` it is what confirms, not a response of its own. */
const kinds = ['answer', 'type', 'select', 'fill', 'handover', 'fail', 'press'] as const;
type Kind = (typeof kinds)[number];

/** What is done when the pattern is seen: at most one response. */
export function buildResponse(build: Build, at: At<Responding>): ScriptResponse {
  const [kind, ...others] = kinds.filter((each) => at.value[each] !== undefined);
  refuseOthersKeys(build, at, kind);
  if (kind === undefined) return { kind: 'none' };
  const takesKeys = at.value.select !== undefined || at.value.fill !== undefined;
  for (const other of others) if (!takesKeys || other !== 'press') complainSecond(build, at, kind, other);
  switch (kind) {
    case 'answer':
    case 'type':
      return textResponse(build, at, kind);
    case 'select':
      return buildSelect(build, need(at, kind), confirmOf(build, at));
    case 'fill': {
      const options = { isVisible: at.value.visible ?? false, confirm: confirmOf(build, at) };
      return buildFill(build, need(at, kind), options);
    }
    case 'press':
      return { kind, keys: buildKeys(build, need(at, kind)) };
    case 'fail':
      return { kind, message: textTemplate(build, withoutFinalBreak(need(at, kind))) };
    case 'handover':
      return { kind };
  }
}

function confirmOf(build: Build, at: At<Responding>): ScriptKeys | undefined {
  const keys = child(at, 'press');
  return keys && buildKeys(build, keys);
}

/** Reported at the one that is written last; of a map on one line with the line without it. */
function complainSecond(build: Build, at: At<Responding>, kind: Kind, other: Kind): void {
  const { entries } = at.node;
  const startOf = (key: string): number => entries.get(key)?.key?.start ?? at.node.start;
  const [first, second] = startOf(kind) < startOf(other) ? [kind, other] : [other, kind];
  const message = `an exchange has one response, and ${secondReason(first, second)}`;
  complain(build.report, startOf(second), message, withoutEntry(build, at, second));
}

function secondReason(first: Kind, second: Kind): string {
  if (second !== 'press') return `\`${first}\` is given; \`${second}\` needs an exchange of its own`;
  return first === 'answer'
    ? '`answer` is given, which ends with Enter; `press` needs an exchange of its own'
    : `\`${first}\` is given; \`press\` goes with \`select\` and \`fill\` only`;
}

function withoutEntry({ report }: Build, { node }: At<unknown>, key: string): string | undefined {
  const entries = [...node.entries.values()];
  const index = entries.findIndex((each) => each.key?.text === key);
  const [before, entry] = [entries[index - 1], entries[index]];
  if (node.style !== 'flow' || before === undefined || entry === undefined) return undefined;
  return /[\r\n]/.test(report.source.text.slice(before.end, entry.end))
    ? undefined
    : replaceInLine(report.source, before.end, entry.end, '');
}

function complainKey({ report }: Build, { node }: At<unknown>, key: string, message: string): void {
  complain(report, node.entries.get(key)?.key?.start ?? node.start, message);
}

/** Keys that say more of one response do not go with another. */
function refuseOthersKeys(build: Build, at: At<Responding>, kind: Kind | undefined): void {
  const isText = kind === 'answer' || kind === 'type';
  if (at.value.clear === true && !isText)
    complainKey(build, at, 'clear', '`clear` goes with `answer` or `type`');
  if (at.value.visible === true && !isText && kind !== 'fill')
    complainKey(build, at, 'visible', '`visible` goes with `answer`, `type` or `fill`');
}

function textResponse(build: Build, at: At<Responding>, kind: 'answer' | 'type'): ScriptResponse {
  const given = need(at, kind);
  const { value, node } = given;
  const list = Array.isArray(value) ? itemsOf({ value, node }) : [{ value, node }];
  const [first, ...rest] = list.map((each) => buildAnswer(build, each, at.value.visible ?? false));
  if (first === undefined) complain(build.report, node.start, `\`${kind}\` has no text in its list`);
  if (rest.length > 0 && at.value.repeat !== undefined) {
    complainKey(
      build,
      at,
      'repeat',
      `the list of \`${kind}\` says how many times it is answered; remove \`repeat\``,
    );
  }
  if (at.value.visible === true && ![first, ...rest].some((each) => each?.kind === 'secret')) {
    complainKey(build, at, 'visible', '`visible` is for secrets only');
  }
  const nothing: ScriptAnswer = { kind: 'secret', secret: '', isVisible: false };
  return {
    kind: 'text',
    sources: [first ?? nothing, ...rest],
    hasEnter: kind === 'answer',
    isClearing: at.value.clear ?? false,
  };
}
