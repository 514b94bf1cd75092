import type { AST } from '@eslint-community/regexpp';

/**
 * Whether a match may take, or look at, more than one line: a false yes is possible, a false no is not. Of one that stays within its
 * line nothing above that line has to be searched again.
 */
export function crossesLines(tree: AST.Pattern, flags: string): boolean {
  return tree.alternatives.some((each) => inSequence(each, flags));
}

const inSequence = ({ elements }: AST.Alternative, flags: string): boolean =>
  elements.some((each) => crosses(each, flags));

function crosses(node: AST.Element, flags: string): boolean {
  switch (node.type) {
    case 'Character':
      return node.value === 0x0a;
    case 'CharacterClass':
    case 'CharacterSet':
    case 'ExpressionCharacterClass':
      // Of the texts a class may have (`\q{…}`) any may hold a line end.
      if (node.raw.includes('\\q')) return true;
      return new RegExp(node.raw, flags.replace(/[gymd]/g, '')).test('\n');
    case 'Assertion':
      return node.kind === 'lookahead' || node.kind === 'lookbehind';
    case 'CapturingGroup':
      return node.alternatives.some((each) => inSequence(each, flags));
    case 'Group':
      // `(?s:…)` changes what a dot takes.
      return !node.raw.startsWith('(?:') || node.alternatives.some((each) => inSequence(each, flags));
    case 'Quantifier':
      return crosses(node.element, flags);
    case 'Backreference':
      // What it repeats was looked at where it stands.
      return false;
  }
}
