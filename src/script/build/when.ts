import { didYouMean, nearest } from '../nearest.js';
import type { Param, ParamValue, When } from '../model.js';
import { parseParamValue } from '../params.js';
import type { RawWhen } from '../schema/dialogue.js';
import { complain } from '../yaml/report.js';
import { replaceInLine } from '../yaml/source.js';
import { writeYaml } from '../yaml/quote.js';
import { type At, type Build, entriesOf, itemsOf } from './at.js';
import { plainText, rewritten } from './text.js';

/** A condition with its values in the types of the params; names and values that cannot be are reported. */
export function buildWhen(build: Build, at: At<RawWhen>): When {
  const pairs: [string, ParamValue[]][] = [];
  for (const entry of entriesOf(at)) {
    const param = build.params.get(entry.key);
    if (param === undefined) complainUndeclared(build, entry);
    else pairs.push([entry.key, valuesOf(build, entry, param)]);
  }
  return Object.fromEntries(pairs);
}

function complainUndeclared(
  { report, declared }: Build,
  { key, node }: At<unknown> & { readonly key: string },
): void {
  if (declared.params.includes(key) || node.key === undefined) return;
  const meant = nearest(key, declared.params);
  const suggestion =
    meant === undefined ? undefined : replaceInLine(report.source, node.key.start, node.key.end, meant);
  complain(
    report,
    node.key.start,
    `\`when\` names the param \`${key}\`, which is not declared${didYouMean(key, declared.params)}`,
    suggestion,
  );
}

function valuesOf(build: Build, { value, node }: At<string | string[]>, param: Param): ParamValue[] {
  const values: At<string>[] = typeof value === 'string' ? [{ value, node }] : itemsOf({ value, node });
  return values.flatMap((each) => {
    const parsed = parseParamValue(param, plainText(build, each));
    if ('value' in parsed) return [parsed.value];
    const meant = param.of === undefined ? undefined : nearest(each.value, param.of);
    const suggestion = meant === undefined ? undefined : rewritten(build.report, each.node, writeYaml(meant));
    complain(
      build.report,
      each.node.start,
      `the param \`${param.name}\` is never \`${each.value}\`: it ${parsed.expected}`,
      suggestion,
    );
    return [];
  });
}
