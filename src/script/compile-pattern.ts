import { escapeRegExp } from '../dialogue/escape-reg-exp.js';
import type { Pattern, ScreenCondition, TextPattern } from '../dialogue/types.js';
import { UnattendError } from '../errors.js';
import type { PatternSource, ScreenSource, Template, TextSource } from './model.js';
import { patternText } from './pattern-text.js';
import { type Lookup, renderPart, renderTemplate } from './template.js';

/**
 * A pattern with its references in place: literally in text, escaped in a regular expression. Throws SCRIPT_INVALID
 * when nothing is left to wait for.
 */
export function renderPattern(source: PatternSource, lookup: Lookup): Pattern {
  const { pattern } = source;
  switch (pattern.kind) {
    case 'eof':
    case 'quiet':
      return pattern;
    case 'screen':
      return { kind: 'screen', condition: renderScreen(source, pattern, lookup) };
    case 'raw':
      return { kind: 'raw', text: asBytes(renderText(source, pattern.text, lookup)) };
    case 'text':
    case 'regexp':
    case 'template': {
      const { after } = pattern;
      const text = renderText(source, pattern, lookup);
      return after === undefined ? text : { ...text, after: renderLiteral(source, after, lookup) };
    }
  }
}

/** The pattern as it is waited for, for messages: as written, with references in place. */
export function renderLabel(source: PatternSource, lookup: Lookup): string {
  return patternText(source, (template) => renderTemplate(template, lookup));
}

/** A pattern that looks at text, such as the output of a command. */
function renderText(source: PatternSource, text: TextSource, lookup: Lookup): TextPattern {
  if (text.kind === 'regexp') return { kind: 'regexp', source: text.source, flags: text.flags };
  if (text.kind === 'text') return { kind: 'text', text: text.text };
  const { isRegExp, flags } = text;
  const rendered = renderLiteral(source, text.text, lookup, isRegExp ? escapeRegExp : undefined);
  return isRegExp ? { kind: 'regexp', source: rendered, flags } : { kind: 'text', text: rendered };
}

function renderLiteral(
  { place, label }: PatternSource,
  { parts }: Template,
  lookup: Lookup,
  escape = (text: string): string => text,
): string {
  const text = parts
    .map((part) => (part.kind === 'text' ? part.text : escape(renderPart(part, lookup))))
    .join('');
  if (text.trim() !== '') return text;
  const diagnostic = { place, message: 'with these values the pattern is empty', source: label };
  throw new UnattendError('SCRIPT_INVALID', { file: place.file, diagnostics: [diagnostic] });
}

function renderScreen(source: PatternSource, screen: ScreenSource, lookup: Lookup): ScreenCondition {
  const { text, box, row, isAtCursor, isHighlighted, isUnique } = screen;
  return {
    ...(row !== undefined && { row }),
    ...(isAtCursor !== undefined && { isAtCursor }),
    ...(isHighlighted !== undefined && { isHighlighted }),
    ...(isUnique !== undefined && { isUnique }),
    text: renderText(source, text, lookup),
    ...(box !== undefined && { box: renderLiteral(source, box, lookup) }),
  };
}

/** Text as the bytes a program writes for it, each one character. */
function asBytes(pattern: TextPattern): TextPattern {
  const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
  if (pattern.kind === 'text') return { ...pattern, text: latin1(pattern.text) };
  return { ...pattern, source: latin1(pattern.source) };
}
