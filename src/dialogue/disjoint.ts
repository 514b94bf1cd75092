import type { AST } from '@eslint-community/regexpp';

/** Every UTF-16 unit, once. */
const units = Buffer.from(new Uint16Array(0x10000).map((_, unit) => unit).buffer).toString('utf16le');

/**
 * Whether two elements of an expression take one character each and have none in common. A false no is possible, of characters
 * above U+FFFF and of classes that take several characters at once; a false yes is not.
 */
export function areDisjoint(one: AST.Element, other: AST.Element, flags: string): boolean {
  if (!takesOne(one) || !takesOne(other)) return false;
  const isByCodePoint = /[uv]/.test(flags);
  if (isByCodePoint && takesAstral(one) && takesAstral(other)) return false;
  return !new RegExp(`(?=${one.raw})${other.raw}`, flags.replaceAll(/[gymd]/g, '')).test(units);
}

type OneCharacter = AST.Character | AST.CharacterClass | AST.CharacterSet;

/** Texts that a class may have (`\q{…}`), or a property of texts, are of any length. */
function takesOne(node: AST.Element): node is OneCharacter {
  switch (node.type) {
    case 'Character':
      return true;
    case 'CharacterSet':
      return !(node.kind === 'property' && node.strings);
    case 'CharacterClass':
      return !node.unicodeSets || !/\\[qp]/.test(node.raw);
    case 'Assertion':
    case 'Backreference':
    case 'CapturingGroup':
    case 'ExpressionCharacterClass':
    case 'Group':
    case 'Quantifier':
      return false;
  }
}

/** Whether it may take a character above U+FFFF. No character below has an upper or lower case form there. */
function takesAstral(node: OneCharacter | AST.CharacterClassElement): boolean {
  switch (node.type) {
    case 'Character':
      return node.value > 0xffff;
    case 'CharacterClassRange':
      return node.max.value > 0xffff;
    case 'CharacterSet':
      return node.kind === 'any' || node.kind === 'property' || node.negate;
    case 'CharacterClass':
      return node.negate || node.elements.some(takesAstral);
    case 'ClassStringDisjunction':
    case 'ExpressionCharacterClass':
      return true;
  }
}
