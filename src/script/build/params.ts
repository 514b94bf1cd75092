import type { Param } from '../model.js';
import { parseParamValue } from '../params.js';
import { describeNeverEnding, inspectRegExp, splitRegExp } from '../pattern-syntax.js';
import { runFlagNames } from '../run-flag-names.js';
import type { RawParam } from '../schema/settings.js';
import { nearest } from '../nearest.js';
import { quoteYaml, writeYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, itemsOf, placeOf, present } from './at.js';
import { plainText, rewritten } from './text.js';

type Entry = At<RawParam> & { readonly key: string };

export function buildParam(build: Build, at: Entry): Param {
  const { report } = build;
  const { type = at.value.of === undefined ? 'string' : 'choice', required = false } = at.value;
  if ((runFlagNames as readonly string[]).includes(at.key)) {
    complain(
      report,
      at.node.key?.start ?? at.node.start,
      `the param \`${at.key}\` shadows the flag \`--${at.key}\` of \`unattend run\`; give it another name`,
    );
  }
  const of = child(at, 'of');
  const help = child(at, 'help');
  if (type === 'choice' && of === undefined)
    complain(report, at.node.start, 'a choice needs `of`, the list of its values');
  if (type !== 'choice' && of !== undefined)
    complainKey(build, at, 'of', `\`of\` goes with \`type: choice\`, not \`${type}\``);
  const match = type === 'string' ? usableMatch(build, at) : undefined;
  if (type !== 'string' && at.value.match !== undefined)
    complainKey(build, at, 'match', `\`match\` goes with \`type: string\`, not \`${type}\``);
  const values = of && itemsOf(of).map((each) => plainText(build, each));
  const param: Param = {
    name: at.key,
    type,
    isRequired: required,
    place: placeOf(build, at),
    ...present({ of: values, match, help: help && plainText(build, help) }),
  };
  return withDefault(build, at, param);
}

function complainKey({ report }: Build, at: Entry, key: string, message: string): void {
  complain(report, at.node.entries.get(key)?.key?.start ?? at.node.start, message);
}

/** The source of `match` when it compiles and surely ends. */
function usableMatch(build: Build, at: Entry): string | undefined {
  const match = child(at, 'match');
  if (match === undefined) return undefined;
  const source = plainText(build, match);
  const written = splitRegExp(source);
  if (written !== undefined) {
    complain(
      build.report,
      match.node.start,
      '`match` is a regular expression without slashes',
      rewritten(build.report, match.node, quoteYaml(written.source)),
    );
    return undefined;
  }
  const expression = { source, flags: '' };
  const facts = inspectRegExp(expression);
  if ('problem' in facts)
    complain(build.report, match.node.start, `the regular expression does not compile: ${facts.problem}`);
  else if (facts.mightNeverEnd) complain(build.report, match.node.start, describeNeverEnding(expression));
  else return source;
  return undefined;
}

function withDefault(build: Build, at: Entry, param: Param): Param {
  const given = child(at, 'default');
  if (given === undefined) return param;
  const text = plainText(build, given);
  if (param.isRequired)
    complainKey(
      build,
      at,
      'default',
      'a param with a default is never missing; remove `required` or `default`',
    );
  if (text.includes('${{')) {
    complain(build.report, given.node.start, 'a default cannot refer to other values');
    return param;
  }
  const parsed = parseParamValue(param, text);
  if ('value' in parsed) return { ...param, default: parsed.value };
  if (param.type === 'choice' && param.of === undefined) return param;
  const meant = param.of === undefined ? undefined : nearest(text, param.of);
  const suggestion = meant === undefined ? undefined : rewritten(build.report, given.node, writeYaml(meant));
  complain(
    build.report,
    given.node.start,
    `the default \`${text}\` is not a value of the param: it ${parsed.expected}`,
    suggestion,
  );
  return param;
}
