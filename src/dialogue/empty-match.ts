import type { AST } from '@eslint-community/regexpp';

/**
 * Whether some alternative takes no text, wherever it matches: an assertion takes none, and a back reference may stand for none.
 * A match without text is no place where anything stands.
 */
export function canBeEmpty({ alternatives }: { readonly alternatives: readonly AST.Alternative[] }): boolean {
  return alternatives.some(({ elements }) => elements.every(isEmptyElement));
}

function isEmptyElement(node: AST.Element): boolean {
  switch (node.type) {
    case 'Assertion':
    case 'Backreference':
      return true;
    case 'Quantifier':
      return node.min === 0 || isEmptyElement(node.element);
    case 'Group':
    case 'CapturingGroup':
      return canBeEmpty(node);
    case 'ExpressionCharacterClass':
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return false;
  }
}
