import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { areDisjoint } from './disjoint.js';

const parser = new RegExpParser({ ecmaVersion: 2024 });

/** The syntax tree of a regular expression; throws a SyntaxError as `new RegExp` does. */
export function parseRegExp(source: string, flags: string): AST.Pattern {
  return parser.parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
}

const atEnd = '(?![^])';

/**
 * The source of an expression that matches what the given one matches and also every beginning of it that is cut
 * off by the end of the text: each atom may be replaced by the end. Look-arounds and back references are widened
 * to "anything", so the answer may be a false yes, never a false no.
 */
export function partialSource(node: AST.Pattern): string {
  return alternatives(node.alternatives);
}

function alternatives(list: readonly AST.Alternative[]): string {
  return list.map((each) => each.elements.map(partial).join('')).join('|');
}

function partial(node: AST.Element): string {
  switch (node.type) {
    case 'Group':
      return `(?:${alternatives(node.alternatives)})`;
    case 'CapturingGroup':
      return `(${alternatives(node.alternatives)})`;
    case 'Quantifier': {
      const { raw, element } = node;
      return `(?:${partial(element)}|${atEnd})${raw.slice(element.raw.length)}`;
    }
    case 'Assertion':
      return node.kind === 'lookahead' || node.kind === 'lookbehind' ? '' : `(?:${node.raw}|${atEnd})`;
    case 'Backreference':
      return '[^]*';
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return `(?:${node.raw}|${atEnd})`;
  }
}

/**
 * Whether more text could change a match that ends at the end of the text so far: a greedy repetition that what
 * follows does not stop, an alternative that more text would prefer, or an assertion about the end.
 */
export function isGrowable(node: AST.Pattern, flags: string): boolean {
  return sequencesGrow(node.alternatives, undefined, flags);
}

/** `next` is what follows the alternatives. */
function sequencesGrow(
  list: readonly AST.Alternative[],
  next: AST.Element | undefined,
  flags: string,
): boolean {
  return (
    (list.length > 1 && !areApart(list)) ||
    list.some(({ elements }) => elements.some((each, at) => grows(each, elements[at + 1] ?? next, flags)))
  );
}

const plainText = ({ elements }: AST.Alternative): string =>
  elements
    .map((each) => (each.type === 'Character' ? String.fromCodePoint(each.value) : ''))
    .join('')
    .toLowerCase();

/** Whether the alternatives are plain text and none begins with another: where one matches, no other can come to. */
function areApart(list: readonly AST.Alternative[]): boolean {
  const isPlain = list.every(({ elements }) => elements.every(({ type }) => type === 'Character'));
  const texts = list.map(plainText).toSorted();
  return isPlain && texts.every((text, at) => at === 0 || !text.startsWith(texts[at - 1] ?? ''));
}

function grows(node: AST.Element, next: AST.Element | undefined, flags: string): boolean {
  switch (node.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return false;
    case 'Assertion':
      return !(node.kind === 'start' || (next !== undefined && node.kind === 'word'));
    case 'Group':
    case 'CapturingGroup':
      return sequencesGrow(node.alternatives, next, flags);
    case 'Quantifier':
      return quantifierGrows(node, next, flags);
    case 'Backreference':
    case 'ExpressionCharacterClass':
      return true;
  }
}

function quantifierGrows(node: AST.Quantifier, next: AST.Element | undefined, flags: string): boolean {
  if (grows(node.element, next, flags)) return true;
  if (node.min === node.max) return false;
  if (!node.greedy) return next === undefined ? node.min !== node.max : false;
  return next === undefined || !areDisjoint(node.element, next, flags);
}
