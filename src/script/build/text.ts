import type { Place } from '../../errors/script.js';
import type { Template } from '../model.js';
import { parseTemplate } from '../template.js';
import { anchorOf, nameOf, type SourceNode } from '../yaml/node.js';
import { quoteYaml, writeYaml } from '../yaml/quote.js';
import { complain, type Report } from '../yaml/report.js';
import { lineOf, placeAt, replaceInLine } from '../yaml/source.js';
import { type At, type Build, placeOf } from './at.js';

/** Text a person or a program reads, with references: everything on its line belongs to it, so a comment cuts it. */
export function textTemplate(build: Build, at: At<string>): Template {
  refuseCut(build.report, at.node);
  return wordTemplate(build, at);
}

/** Text without references for people and programs. */
export function plainText(build: Build, at: At<string>): string {
  refuseCut(build.report, at.node);
  return at.value;
}

/** A reference, path or name, with references; `#` after a blank is never part of one, so comments may follow. */
export function wordTemplate(build: Build, at: At<string>): Template {
  return templateOf(build, at, at.value);
}

/** Another text of the same node, such as the inside of `/…/`. */
export function templateOf(build: Build, at: At<unknown>, text: string): Template {
  const { report } = build;
  const { template, problems } = parseTemplate(
    text,
    (ordinal) => referencePlace(report, at.node, ordinal),
    placeOf(build, at),
  );
  for (const { place, message } of problems) complain(report, place, message);
  return template;
}

/** The place of the n-th `${{` of a scalar; quoting and folding never change those three characters. */
function referencePlace({ source }: Report, node: SourceNode, ordinal: number): Place {
  const written = source.text.slice(node.start, node.end);
  const found = ordinal < 0 ? undefined : [...written.matchAll(/\$?\$\{\{/g)][ordinal];
  return placeAt(source, found === undefined ? anchorOf(node) : node.start + found.index);
}

/** A plain value that YAML ended at ` #`. */
export function refuseCut(report: Report, node: SourceNode): void {
  const { source } = report;
  const { line, column } = placeAt(source, node.end);
  const rest = lineOf(source, line).slice(column - 1);
  if (node.style !== 'plain' || !/^[ \t]+#/.test(rest)) return;
  const whole = source.text.slice(node.start, node.end) + rest;
  const suggestion = replaceInLine(source, node.start, node.start + whole.length, quoteYaml(whole));
  complain(report, node.start, `${nameOf(node)} is cut off by a comment`, suggestion);
}

/** A text whose block scalar ends with a line break that is YAML's and not the text's. */
export function withoutFinalBreak<T extends string>(at: At<T>): At<string> {
  return at.node.style === 'block' ? { ...at, value: at.value.replace(/\n+$/, '') } : at;
}

/** The line with the value written anew. */
export function rewritten({ source }: Report, node: SourceNode, value: string): string | undefined {
  if (node.style === 'block' && node.kind === 'scalar') return undefined;
  if (/[\r\n]/.test(source.text.slice(node.start, node.end))) return undefined;
  return replaceInLine(source, node.start, node.end, value);
}

/** The line of `place` as it is when the whole text becomes `fixed`; of a block only when its lines stay apart. */
export function rewrittenText(
  report: Report,
  { value, node }: At<string>,
  fixed: string,
  place: Place,
): string | undefined {
  if (node.style !== 'block') {
    return rewritten(
      report,
      node,
      node.style === 'quoted' ? quoteYaml(fixed) : writeYaml(fixed, node.isInFlow),
    );
  }
  const line = lineOf(report.source, place.line);
  const index = place.line - placeAt(report.source, node.start).line - 1;
  const [before, after] = [value.split('\n')[index], fixed.split('\n')[index]];
  if (before === undefined || after === undefined || !line.endsWith(before)) return undefined;
  return line.slice(0, line.length - before.length) + after;
}
