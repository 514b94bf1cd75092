import type { AST } from '@eslint-community/regexpp';
import { mostPositions } from './backtracking.js';
import { positionsOf } from './positions.js';

/** Steps that cost less than 50 ms: measured, 3 to 5 ns each. */
const fewSteps = 10_000_000;

/** In how many ways an expression may take text of n characters from one place on: at most factor · n^degree / degree!. */
interface Ways {
  readonly factor: number;
  readonly degree: number;
  readonly isNullable: boolean;
}

const one: Ways = { factor: 1, degree: 0, isNullable: false };
const none: Ways = { ...one, isNullable: true };

/**
 * How long a text may be, in characters, that such an expression is surely searched for in less than 50 ms, however it goes
 * back: text that it takes in many ways is taken in all of them from every place. `isExponential` must be false of it.
 */
export function freeLength(tree: AST.Pattern, flags: string): number {
  return isUnknown(tree, flags) ? 0 : lengthOf(waysOf(tree.alternatives));
}

/** The same where the first match is enough: what it ends with is then never gone back into. */
export function freeLengthToFirst(tree: AST.Pattern, flags: string): number {
  return isUnknown(tree, flags) ? 0 : lengthOf(waysOf(tree.alternatives, true));
}

function lengthOf({ factor, degree }: Ways): number {
  let length = fewSteps / factor;
  for (let each = 2; each <= degree + 1; each++) length *= each;
  return length ** (1 / (degree + 1));
}

/** Whether it has more places than are looked at pair by pair, or what takes text of several lengths at one place. */
function isUnknown(tree: AST.Pattern, flags: string): boolean {
  return (
    (/[uv]/.test(flags) && /\\[pPq]/.test(tree.raw)) ||
    positionsOf(tree).some(({ atoms }) => atoms.length > mostPositions)
  );
}

function waysOf(list: readonly AST.Alternative[], isToFirst = false): Ways {
  return list
    .map(({ elements }) => {
      const last = elements.at(-1);
      const isFree = isToFirst && last?.type === 'Quantifier' && isCharacter(last.element);
      return (isFree ? elements.slice(0, -1) : elements).map(waysOfElement).reduce(inTurn, none);
    })
    .reduce((some, other) => ({
      factor: some.factor + other.factor,
      degree: Math.max(some.degree, other.degree),
      isNullable: some.isNullable || other.isNullable,
    }));
}

const isCharacter = ({ type }: AST.Element): boolean =>
  type === 'Character' || type === 'CharacterClass' || type === 'CharacterSet';

function inTurn(before: Ways, after: Ways): Ways {
  return {
    factor: before.factor * after.factor,
    degree: before.degree + after.degree,
    isNullable: before.isNullable && after.isNullable,
  };
}

function waysOfElement(node: AST.Element): Ways {
  switch (node.type) {
    case 'Group':
    case 'CapturingGroup':
      return waysOf(node.alternatives);
    case 'Quantifier':
      return waysOfRepetition(node, waysOfElement(node.element));
    case 'Assertion':
      return node.kind === 'lookahead' || node.kind === 'lookbehind'
        ? { ...waysOf(node.alternatives), isNullable: true }
        : none;
    case 'Backreference':
      return none;
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      return one;
  }
}

/** Repetitions up to this count are so many copies in a row; of more, the automaton knows that they take text in one way. */
const fewTimes = 3;

function waysOfRepetition({ min, max }: AST.Quantifier, each: Ways): Ways {
  const isNullable = each.isNullable || min === 0;
  // Times that must be may take nothing where each of them can, and then each of them has its ways.
  const times = max <= fewTimes ? max : each.isNullable ? min : 1;
  const { factor, degree } = {
    factor: each.factor ** Math.max(times, 1),
    degree: each.degree * Math.max(times, 1),
  };
  return max === Infinity
    ? { factor, degree: degree + 1, isNullable }
    : { factor: factor * (max - min + 1), degree, isNullable };
}
