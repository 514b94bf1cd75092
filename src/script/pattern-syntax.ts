import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp';
import { canBlowUp } from '../dialogue/backtracking.js';
import { canBeEmpty } from '../dialogue/empty-match.js';
import type { PatternSource, Template, TextSource } from './model.js';

/** A regular expression as a script writes it: `/source/flags`. */
export interface WrittenRegExp {
  readonly source: string;
  readonly flags: string;
}

/** Text that starts with a slash and ends with a slash and letters is a regular expression. */
export function splitRegExp(text: string): WrittenRegExp | undefined {
  const [, source, flags] = /^\/([^]+)\/([A-Za-z]*)$/.exec(text) ?? [];
  return source === undefined || flags === undefined ? undefined : { source, flags };
}

export interface RegExpFacts {
  readonly captures: number;
  readonly names: readonly string[];
  /** Whether it can match without taking any text. */
  readonly isEmptyMatch: boolean;
  /** Whether matching it could take time exponential in the length of the text. */
  readonly mightNeverEnd: boolean;
}

/** What there is to know of an expression, or why it does not compile and where in its source. */
export function inspectRegExp({
  source,
  flags,
}: WrittenRegExp): RegExpFacts | { readonly problem: string; readonly index?: number } {
  try {
    const modes = { unicode: flags.includes('u'), unicodeSets: flags.includes('v') };
    const tree = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, modes);
    new RegExp(source, flags);
    return { ...factsOf(tree), mightNeverEnd: canBlowUp(tree, source, flags) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const problem = error.message.replace(/^Invalid regular expression: .*: (?=[^:/]*$)/s, '').toLowerCase();
    return {
      problem,
      ...(error instanceof RegExpSyntaxError && { index: Math.min(error.index, source.length) }),
    };
  }
}

/** What is wrong with an expression that might never end. */
export function describeNeverEnding({ source, flags }: WrittenRegExp): string {
  return `matching /${source}/${flags} might never end: repetitions within a repetition take the same text in many ways; make them take different text, or leave out look-around, back references and the flags i, u and v`;
}

function factsOf(tree: AST.Pattern): Omit<RegExpFacts, 'mightNeverEnd'> {
  let captures = 0;
  const names: string[] = [];
  visitRegExpAST(tree, {
    onCapturingGroupEnter({ name }) {
      captures += 1;
      if (name !== null) names.push(name);
    },
  });
  return { captures, names, isEmptyMatch: canBeEmpty(tree) };
}

/** A written expression with a letter in the place of every reference, of the same length, so that indexes hold. */
export function withoutReferences(source: string): string {
  return source.replaceAll(/(?<!\$)\$\{\{.*?\}\}/gs, (reference) => 'x'.repeat(reference.length));
}

/** How many captures a pattern has, and their names. */
export function capturesOf({ pattern }: PatternSource): Pick<RegExpFacts, 'captures' | 'names'> {
  const none = { captures: 0, names: [] };
  const text = textOf(pattern);
  const written =
    text?.kind === 'regexp'
      ? text
      : text?.kind === 'template' && text.isRegExp
        ? { source: withoutReferences(text.text.source), flags: text.flags }
        : undefined;
  const facts = written === undefined ? none : inspectRegExp(written);
  return 'problem' in facts ? none : facts;
}

/** The text or expression that a pattern looks for, wherever it does; none at the end and in silence. */
export function textOf(pattern: PatternSource['pattern']): TextSource | undefined {
  if (pattern.kind === 'eof' || pattern.kind === 'quiet') return undefined;
  return pattern.kind === 'screen' || pattern.kind === 'raw' ? pattern.text : pattern;
}

/** What of a pattern may hold references. */
export function templatesOf({ pattern }: PatternSource): readonly Template[] {
  const text = textOf(pattern);
  const [after, box] = [
    'after' in pattern ? pattern.after : undefined,
    'box' in pattern ? pattern.box : undefined,
  ];
  return [text?.kind === 'template' ? text.text : undefined, after, box].filter((each) => each !== undefined);
}
