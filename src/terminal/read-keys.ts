import { encodeKey, keyNames } from './keys.js';

/** What a person pressed: text, or a key by the name that scripts use. */
export type PressedKey =
  | { readonly kind: 'text'; readonly text: string; readonly isPasted: boolean }
  /** `name` is undefined for a sequence no key of ours sends, such as a mouse report. */
  | { readonly kind: 'key'; readonly name?: string; readonly bytes: string };

/**
 * Reads what a terminal sent for keys: printable text, control characters, cursor and function keys in both of their modes, and
 * pastes in brackets. A lone ESC is the escape key. The whole input comes back, in order.
 */
export function readKeys(input: string): readonly PressedKey[] {
  const keys: PressedKey[] = [];
  for (let at = 0; at < input.length;) {
    const rest = input.slice(at);
    const [match = ''] = sequence.exec(rest) ?? [];
    at += match.length;
    const paste = /^\x1b\[200~(.*?)\x1b\[201~$/s.exec(match);
    if (paste?.[1] !== undefined) keys.push({ kind: 'text', text: paste[1], isPasted: true });
    else if (/^[^\x00-\x1f\x7f]/u.test(match)) keys.push({ kind: 'text', text: match, isPasted: false });
    else keys.push(keyOf(match));
  }
  return keys;
}

/** A paste, a control sequence, SS3 and one more, Alt and a character or Backspace, text, or one control character. */
const sequence =
  /^(?:\x1b\[200~.*?\x1b\[201~|\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\x1bO[\x20-\x7e]|\x1b[^\x00-\x1f[O]|[^\x00-\x1f\x7f]+|.)/su;

function keyOf(bytes: string): PressedKey {
  const name = names.get(bytes);
  return { kind: 'key', bytes, ...(name !== undefined && { name }) };
}

/** What each key sends, the first name for it winning: `enter`, not `return` and not `ctrl-m`. */
function namesBySequence(): ReadonlyMap<string, string> {
  const found = new Map<string, string>([['\n', 'ctrl-j']]);
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  const printable = Array.from({ length: 0x7f - 0x21 }, (_, at) => String.fromCharCode(0x21 + at));
  const modifiers = ['shift', 'alt', 'ctrl', 'ctrl-alt', 'alt-shift', 'ctrl-shift', 'ctrl-alt-shift'];
  const all = [
    ...keyNames,
    ...letters.map((letter) => `ctrl-${letter}`),
    ...['ctrl-space', 'ctrl-@', 'ctrl-[', 'ctrl-\\', 'ctrl-]', 'ctrl-^', 'ctrl-_'],
    ...modifiers.flatMap((modifier) => keyNames.map((key) => `${modifier}-${key}`)),
    ...printable.map((character) => `alt-${character}`),
  ];
  for (const isApplicationCursor of [false, true]) {
    for (const name of all) {
      const bytes = encodeKey(name, { isApplicationCursor });
      if (bytes !== undefined && !found.has(bytes)) found.set(bytes, name);
    }
  }
  return found;
}

const names = namesBySequence();
