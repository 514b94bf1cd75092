import type { AST } from '@eslint-community/regexpp';
import { parseRegExp } from './pattern-syntax.js';
import type { Pattern, TextPattern } from './types.js';

/** Whether a pattern is text, of which a run of white space equals any other. */
export function isLiteral(pattern: Pattern): boolean {
  return textOf(pattern)?.kind === 'text';
}

/** The literal pieces of what a pattern looks for, in order: the text itself, or the letters between a regular expression's signs. */
export function literalRuns(pattern: Pattern): readonly string[] {
  const text = textOf(pattern);
  if (text === undefined) return [];
  return text.kind === 'text' ? [text.text] : runsOf(parseRegExp(text.source, text.flags).alternatives);
}

function textOf(pattern: Pattern): TextPattern | undefined {
  switch (pattern.kind) {
    case 'text':
    case 'regexp':
      return pattern;
    case 'screen':
      return pattern.condition.text;
    case 'raw':
      return pattern.text;
    case 'eof':
    case 'quiet':
      return undefined;
  }
}

function runsOf(alternatives: readonly AST.Alternative[]): readonly string[] {
  return alternatives.flatMap(({ elements }) => {
    const runs = [''];
    for (const element of elements) {
      if (element.type === 'Character') runs.push((runs.pop() ?? '') + String.fromCodePoint(element.value));
      else if (element.type === 'Group' || element.type === 'CapturingGroup')
        runs.push(...runsOf(element.alternatives), '');
      // \b and the like stand between letters without being one.
      else if (element.type !== 'Assertion') runs.push('');
    }
    return runs.filter((run) => run.trim() !== '');
  });
}
