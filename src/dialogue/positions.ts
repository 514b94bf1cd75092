import type { AST } from '@eslint-community/regexpp';

/**
 * An expression as the places in it that take a character each, and which place may follow which (Glushkov's automaton).
 * A place that follows another in two ways is listed twice.
 */
export interface Positions {
  /** Source of what each place takes. */
  readonly atoms: readonly string[];
  readonly next: readonly (readonly number[])[];
}

/** What a part of the expression contributes: where it may begin and end, and whether it may take nothing. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly isNullable: boolean;
}

const nothing: Part = { first: [], last: [], isNullable: true };
/** Repetitions up to this count are taken for one: they multiply the ways, but do not let them grow with the text. */
const fewTimes = 3;

/** The places of an expression, and those of each of its look-arounds, which are matched on their own. */
export function positionsOf(tree: AST.Pattern): readonly Positions[] {
  const inner: Positions[] = [];
  return [collect(tree.alternatives, inner), ...inner];
}

function collect(list: readonly AST.Alternative[], inner: Positions[]): Positions {
  const atoms: string[] = [];
  const next: number[][] = [];

  function link(from: readonly number[], to: readonly number[]): void {
    for (const each of from) next[each]?.push(...to);
  }

  function atom(raw: string): Part {
    const place = atoms.push(raw) - 1;
    next.push([]);
    return { first: [place], last: [place], isNullable: false };
  }

  function repeated(part: Part): Part {
    link(part.last, part.first);
    return part;
  }

  function joined(one: Part, other: Part): Part {
    link(one.last, other.first);
    return {
      first: one.isNullable ? [...one.first, ...other.first] : one.first,
      last: other.isNullable ? [...one.last, ...other.last] : other.last,
      isNullable: one.isNullable && other.isNullable,
    };
  }

  function oneOf(alternatives: readonly AST.Alternative[]): Part {
    const parts = alternatives.map(({ elements }) => elements.map(partOf).reduce(joined, nothing));
    return {
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
      isNullable: parts.some(({ isNullable }) => isNullable),
    };
  }

  function partOf(node: AST.Element): Part {
    switch (node.type) {
      case 'Group':
      case 'CapturingGroup':
        return oneOf(node.alternatives);
      case 'Quantifier': {
        const part = partOf(node.element);
        const isNullable = part.isNullable || node.min === 0;
        return { ...(node.max > fewTimes ? repeated(part) : part), isNullable };
      }
      case 'Assertion':
        if (node.kind === 'lookahead' || node.kind === 'lookbehind')
          inner.push(collect(node.alternatives, inner));
        return nothing;
      case 'Backreference':
        // What a group took may be anything, of any length.
        return { ...repeated(atom('[^]')), isNullable: true };
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        return atom(node.raw);
    }
  }

  oneOf(list);
  return { atoms, next };
}
