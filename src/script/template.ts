import type { Place } from '../errors/script.js';
import type { Template, TemplatePart } from './model.js';

/** Something wrong with a reference; `text` is the reference as written. */
export interface TemplateProblem {
  readonly place: Place;
  readonly text: string;
  readonly message: string;
}

/** `$${{` is a literal `${{`; everything else that is not `${{ name }}` is just text. */
const opening = /\$?\$\{\{/g;
const pathPattern = /^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/;

/**
 * Splits text at its `${{ name }}`. `placeOf(n)` is the place of the n-th `${{` of the text (0-based).
 * A reference that is no name stays in the text and is returned as a problem.
 */
export function parseTemplate(
  source: string,
  placeOf: (ordinal: number) => Place,
  place = placeOf(-1),
): { readonly template: Template; readonly problems: readonly TemplateProblem[] } {
  const parts: TemplatePart[] = [];
  const problems: TemplateProblem[] = [];
  let done = 0;
  let ordinal = 0;
  for (const { 0: open, index } of source.matchAll(opening)) {
    const at = placeOf(ordinal++);
    if (index < done) continue;
    pushText(parts, source.slice(done, index));
    done = index + open.length;
    if (open.startsWith('$$')) {
      pushText(parts, '${{');
      continue;
    }
    const close = source.indexOf('}}', done);
    const end = close === -1 ? source.length : close + 2;
    const text = source.slice(index, end);
    const path = close === -1 ? '' : source.slice(done, close).trim();
    const message = problemOf(path, close === -1);
    if (message === undefined) parts.push({ kind: 'reference', path, place: at });
    else {
      pushText(parts, text);
      problems.push({ place: at, text, message });
    }
    done = end;
  }
  pushText(parts, source.slice(done));
  return { template: { source, place, parts }, problems };
}

function pushText(parts: TemplatePart[], text: string): void {
  const last = parts.at(-1);
  if (text === '') return;
  if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + text };
  else parts.push({ kind: 'text', text });
}

function problemOf(path: string, isOpen: boolean): string | undefined {
  if (isOpen) return '`${{` is not closed with `}}`; a literal one is written `$${{`';
  if (path === '') return '`${{ }}` names nothing';
  return pathPattern.test(path)
    ? undefined
    : `\`${path}\` is not a name; there is nothing but names between \`\${{\` and \`}}\``;
}

/** What a reference stands for; undefined is a fault of the caller, since `check` knows every name. */
export type Lookup = (path: string) => string | undefined;

/** The text with every reference replaced by its value. */
export function renderTemplate(template: Template, lookup: Lookup): string {
  return template.parts.map((part) => renderPart(part, lookup)).join('');
}

/** One part of a template as text. */
export function renderPart(part: TemplatePart, lookup: Lookup): string {
  if (part.kind === 'text') return part.text;
  const value = lookup(part.path);
  if (value === undefined)
    throw new Error(`no value for \${{ ${part.path} }} (${part.place.file}:${part.place.line})`);
  return value;
}

/** The references of a template in order. */
export function referencesOf(template: Template): Extract<TemplatePart, { kind: 'reference' }>[] {
  return template.parts.filter((part) => part.kind === 'reference');
}

/** The text of a template without references; undefined when it has any. */
export function literalOf(template: Template): string | undefined {
  return referencesOf(template).length > 0 ? undefined : renderTemplate(template, () => undefined);
}
