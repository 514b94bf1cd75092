import type { AST } from '@eslint-community/regexpp';
import { parseRegExp } from './pattern-syntax.js';
import type { Pattern, TextPattern } from './types.js';

/** The literal pieces of what a pattern looks for, in order: the text itself, or the letters between a regular expression's signs. */
export function literalRuns(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'text':
    case 'regexp':
      return runsOfText(pattern);
    case 'screen':
      return runsOfText(pattern.condition.text);
    case 'raw':
      return runsOfText(pattern.text);
    case 'eof':
    case 'quiet':
      return [];
  }
}

function runsOfText(pattern: TextPattern): readonly string[] {
  if (pattern.kind === 'text') return [pattern.text];
  return runsOf(parseRegExp(pattern.source, pattern.flags).alternatives);
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
