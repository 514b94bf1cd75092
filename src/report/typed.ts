import { encodeKey, keyNames } from '../terminal/keys.js';
import { cleanLine } from './text.js';

/** What was typed, in the words of a script: `"y" enter`, `down down enter`, `<password> enter`. */
export function describeTyped(text: string): string {
  return text
    .split(tokens)
    .filter((part) => part !== '')
    .map(describePart)
    .join(' ');
}

/** Names by what their keys send; the first name of a key wins, and what can be read needs none. */
const names = new Map(
  [true, false].flatMap((isApplicationCursor) =>
    keyNames.toReversed().map((name) => [encodeKey(name, { isApplicationCursor }) ?? '', name] as const),
  ),
);
names.delete(' ');

/** Longest first: every sequence begins with escape. */
const sequences = [...names.keys()].sort((one, other) => other.length - one.length);
const escaped = sequences.map((each) => each.replaceAll(/[[\]()|?*+.^$\\]/g, String.raw`\$&`));
const tokens = new RegExp(`(${escaped.join('|')}|[\\x00-\\x1f]|<[^<>\\s]+>)`);

function describePart(part: string): string {
  const name = names.get(part);
  if (name !== undefined) return name;
  if (/^<[^<>\s]+>$/.test(part)) return part;
  if (/^[\x00-\x1f]$/.test(part))
    return `ctrl-${String.fromCharCode(part.charCodeAt(0) | 0x40).toLowerCase()}`;
  return `"${cleanLine(part)}"`;
}
