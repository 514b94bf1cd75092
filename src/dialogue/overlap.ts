import { type AST, visitRegExpAST } from '@eslint-community/regexpp';

/** The characters prompts are made of are all looked at: Latin with its accents. */
const lastCommon = 0x24f;
/** One of each run of white space above them, which `\s` has without naming it. */
const otherSpace = '\u1680\u2000\u2028\u202f\u205f\u3000\ufeff';
/** One or two of each other script and kind that programs write, for properties such as `\p{L}`. */
const ofOtherKinds = 'Ωωπ Жж Աա א ع अ ก ა 가 あア中 、。 – — ‘“”… €№℃ ½⅓ ← ─█■ ①✓ Ａ１ 😀🚀 𝐀 𠀀';

/**
 * Characters by which it shows whether what an expression's atoms take has something in common: all common ones, some of
 * every other kind, and those the expression names, by itself or as the end of a range, with their neighbours. Two ranges that have a character in
 * common have an end of one of them in common.
 */
export function telling(tree: AST.Pattern, flags: string): readonly string[] {
  const codes = new Set(Array.from({ length: lastCommon + 1 }, (_, code) => code));
  for (const char of otherSpace + ofOtherKinds) codes.add(char.codePointAt(0) ?? 0);
  visitRegExpAST(tree, {
    onCharacterEnter({ value }) {
      for (const code of withCases(value, flags))
        for (const near of [code - 1, code, code + 1]) if (near >= 0 && near <= 0x10ffff) codes.add(near);
    },
  });
  return [...codes].map((code) => String.fromCodePoint(code));
}

function withCases(code: number, flags: string): readonly number[] {
  const char = String.fromCodePoint(code);
  if (!flags.includes('i')) return [code];
  return [char, char.toLowerCase(), char.toUpperCase()].map((each) => each.codePointAt(0) ?? code);
}

/** Which of these characters each atom takes, as a test of two atoms by their indexes: whether they take one in common. */
export function overlapsOf(
  atoms: readonly string[],
  characters: readonly string[],
  flags: string,
): (one: number, other: number) => boolean {
  const mode = flags.replace(/[gymd]/g, '');
  const sets = atoms.map((raw) => {
    const atom = new RegExp(`^(?:${raw})$`, mode);
    return characters.map((char) => atom.test(char));
  });
  return (one, other) =>
    // Two of one spelling take the same, even if it is nothing that was looked at.
    atoms[one] === atoms[other] ||
    sets[one]?.some((takes, at) => takes && sets[other]?.[at] === true) === true;
}
