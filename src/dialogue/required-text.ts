import type { AST } from '@eslint-community/regexpp';

/**
 * The longest text that every match of the expression contains, or '' when none is known: looking for it first costs a
 * fraction of running the expression. Letters are left out where the expression ignores case.
 */
export function requiredText(tree: AST.Pattern, flags: string): string {
  const runs: string[] = [''];
  const [alternative, ...others] = tree.alternatives;
  if (alternative === undefined || others.length > 0) return '';
  collect(alternative.elements, runs, flags.includes('i'));
  return runs.reduce((best, each) => (each.length > best.length ? each : best), '');
}

/** Adds to the last run what follows it directly; anything that is no plain character begins a new one. */
function collect(elements: readonly AST.Element[], runs: string[], isCaseIgnored: boolean): void {
  for (const element of elements) {
    if (element.type === 'Character' && isPlain(element.value, isCaseIgnored))
      runs.push((runs.pop() ?? '') + String.fromCodePoint(element.value));
    else if (isPlainGroup(element)) collect(element.alternatives[0]?.elements ?? [], runs, isCaseIgnored);
    else if (element.type === 'Quantifier' && element.min > 0) {
      runs.push('');
      collect([element.element], runs, isCaseIgnored);
      runs.push('');
    } else if (!isBoundary(element)) runs.push('');
  }
}

function isPlain(code: number, isCaseIgnored: boolean): boolean {
  return !isCaseIgnored || (code < 0x80 && !/[A-Za-z]/.test(String.fromCharCode(code)));
}

function isPlainGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  if (element.type === 'CapturingGroup') return element.alternatives.length === 1;
  // `(?i:…)` changes what matches within.
  return element.type === 'Group' && element.alternatives.length === 1 && element.raw.startsWith('(?:');
}

/** `^`, `$` and `\\b` take no text. */
function isBoundary(element: AST.Element): boolean {
  return element.type === 'Assertion' && element.kind !== 'lookahead' && element.kind !== 'lookbehind';
}

/**
 * Whether the expression begins with a repetition of anything but line ends, so that a match somewhere in a line would be one
 * from any place before it in that line as well.
 */
export function beginsAnywhere(tree: AST.Pattern, flags: string): boolean {
  const [alternative, ...others] = tree.alternatives;
  if (alternative === undefined || others.length > 0 || /[su]|v/.test(flags)) return false;
  return !isContextual(tree) && isAnything(alternative.elements[0]);
}

function isAnything(element: AST.Element | undefined): boolean {
  if (element?.type === 'CapturingGroup' || element?.type === 'Group')
    return isPlainGroup(element) && isAnything(element.alternatives[0]?.elements[0]);
  if (element?.type !== 'Quantifier' || element.max !== Infinity || element.min > 1) return false;
  return element.element.type === 'CharacterSet' && element.element.kind === 'any';
}

/** A back reference depends on what a group took, so that a longer beginning may not do. */
const isContextual = ({ raw }: AST.Pattern): boolean => /\\[1-9k]/.test(raw);
