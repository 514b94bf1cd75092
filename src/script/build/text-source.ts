import type { Template, TextSource } from '../model.js';
import {
  describeNeverEnding,
  inspectRegExp,
  splitRegExp,
  withoutReferences,
  type WrittenRegExp,
} from '../pattern-syntax.js';
import { literalOf, referencesOf } from '../template.js';
import { quoteYaml, writeYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { replaceInLine } from '../yaml/source.js';
import type { At, Build } from './at.js';
import { refuseCut, rewritten, templateOf, textTemplate, withoutFinalBreak } from './text.js';

/** Text, or a regular expression between slashes; what is wrong with it is reported. */
export function buildTextSource(build: Build, written: At<string>): TextSource {
  const at = withoutFinalBreak(written);
  const regexp = splitRegExp(at.value);
  if (regexp === undefined) return buildLiteral(build, at);
  refuseCut(build.report, at.node);
  return buildRegExp(build, at, regexp);
}

/** Text, also when it looks like a regular expression. */
export function buildLiteral(build: Build, written: At<string>): TextSource {
  const text = literalTemplate(build, written);
  const literal = literalOf(text);
  return literal === undefined
    ? { kind: 'template', text, isRegExp: false, flags: '' }
    : { kind: 'text', text: literal };
}

/** Text to look for, which must not be empty. */
export function literalTemplate(build: Build, written: At<string>): Template {
  const at = withoutFinalBreak(written);
  const text = textTemplate(build, at);
  if (literalOf(text)?.trim() === '') complainEmpty(build, at);
  return text;
}

/** Nothing to wait for; a `|` or `>` that opens a block of no lines was most likely the prompt. */
function complainEmpty({ report }: Build, { node }: At<unknown>): void {
  const mark = /^[|>]/.exec(report.source.text.slice(node.start, node.end))?.[0];
  if (node.style !== 'block' || mark === undefined) {
    complain(report, node.start, 'the pattern is empty: it would match at once and anywhere');
    return;
  }
  const suggestion = replaceInLine(report.source, node.start, node.end, quoteYaml(mark));
  complain(
    report,
    node.start,
    `YAML reads \`${mark}\` as the start of a block of text; quote the text`,
    suggestion,
  );
}

function buildRegExp(build: Build, at: At<string>, written: WrittenRegExp): TextSource {
  const { flags } = written;
  const text = templateOf(build, at, written.source);
  const hasReferences = referencesOf(text).length > 0;
  const source = hasReferences ? withoutReferences(written.source) : (literalOf(text) ?? '');
  if (checkFlags(build, at, flags)) checkSource(build, at, { source, flags });
  return hasReferences
    ? { kind: 'template', text, isRegExp: true, flags }
    : { kind: 'regexp', source, flags };
}

/** Flags that change what is matched; the others steer JavaScript calls and mean nothing here. */
function checkFlags({ report }: Build, at: At<string>, flags: string): boolean {
  const wrong = Array.from(flags).find(
    (flag, index) => !'imsuv'.includes(flag) || flags.indexOf(flag) !== index,
  );
  if (wrong === undefined && !(flags.includes('u') && flags.includes('v'))) return true;
  const isPath = /[^dgimsuvy]/.test(flags) && /^(?:\/[\w.-]+)+$/.test(at.value);
  const problem = isPath
    ? 'this looks like a regular expression; write the literal text as `{ text: … }`'
    : `the flags \`${flags}\` are not among i, m, s, u, v (or write literal text as \`{ text: … }\`)`;
  const kept = [...new Set(flags)].filter((flag) => 'imsuv'.includes(flag)).join('');
  const source = at.value.slice(0, at.value.length - flags.length);
  const meant = isPath ? `{ text: ${quoteYaml(at.value)} }` : writeYaml(source + kept, at.node.isInFlow);
  complain(report, at.node.start, problem, rewritten(report, at.node, meant));
  return false;
}

function checkSource({ report }: Build, at: At<string>, written: WrittenRegExp): void {
  const facts = inspectRegExp(written);
  if ('problem' in facts) {
    complain(
      report,
      offsetIn(at, report.source.text, facts.index),
      `the regular expression does not compile: ${facts.problem}`,
    );
  } else if (facts.isEmptyMatch) {
    complain(
      report,
      at.node.start,
      'the regular expression can match without any text: it would match at once and anywhere',
    );
  } else if (facts.mightNeverEnd) {
    complain(report, at.node.start, describeNeverEnding(written));
  }
}

/** The offset of an index of the expression, where the source has it as it is. */
function offsetIn(at: At<string>, text: string, index: number | undefined): number {
  const start = text.slice(at.node.start, at.node.end).indexOf(at.value);
  return start < 0 || index === undefined ? at.node.start : at.node.start + start + 1 + index;
}
