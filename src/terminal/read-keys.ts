import { encodeKey, keyNames } from './keys.js';

/** What a person pressed: text, or a key by the name that scripts use. */
export type PressedKey =
  | { readonly kind: 'text'; readonly text: string; readonly isPasted: boolean }
  /** `name` is undefined for a sequence no key of ours sends, such as a mouse report. */
  | { readonly kind: 'key'; readonly name?: string; readonly bytes: string };

/**
 * Reads what a terminal sent for keys: printable text, control characters, cursor and function keys in both of their modes,
 * keys that are reported by a code, and pastes in brackets. A lone ESC is the escape key. The whole input comes back, in order, but
 * for reports that a key was let go.
 */
export function readKeys(input: string): readonly PressedKey[] {
  const keys: PressedKey[] = [];
  for (let at = 0; at < input.length;) {
    const rest = input.slice(at);
    const [match = ''] = sequence.exec(rest) ?? [];
    at += match.length;
    if (release.test(match)) continue;
    const paste = /^\x1b\[200~(.*?)\x1b\[201~$/s.exec(match);
    if (paste?.[1] !== undefined) keys.push({ kind: 'text', text: paste[1], isPasted: true });
    else if (/^[^\x00-\x1f\x7f]/u.test(match)) keys.push({ kind: 'text', text: match, isPasted: false });
    else keys.push(reportedKey(match) ?? keyOf(match));
  }
  return keys;
}

/** A paste, a control sequence, SS3 and one more, Alt and a character or Backspace, text, or one control character. */
const sequence =
  /^(?:\x1b\[200~.*?\x1b\[201~|\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]|\x1bO[\x20-\x7e]|\x1b[^\x00-\x1f[O]|[^\x00-\x1f\x7f]+|.)/su;

/**
 * Keys that terminals report by a code in place of their control character: kitty's keyboard protocol ("CSI u") and xterm's
 * modifyOtherKeys.
 */
const reportedNames: Readonly<Record<number, string>> = {
  9: 'tab',
  13: 'enter',
  27: 'escape',
  127: 'backspace',
};
const report = /^\x1b\[(\d{1,7})(?::\d*)*(?:;(\d+)(?::[12])?(?:;[\d:]*)?)?u$/;
const otherKeys = /^\x1b\[27;(\d+);(\d{1,7})~$/;
/** Event type 3 of the same protocol, of cursor and function keys too. */
const release = /^\x1b\[[\d:]+;\d+:3(?:;[\d:]*)?[A-Zu~]$/;

/** The key of such a report, or its text; undefined of any other sequence. */
function reportedKey(bytes: string): PressedKey | undefined {
  const [, otherModifiers, otherCode] = otherKeys.exec(bytes) ?? [];
  const [, code = otherCode ?? '', modifiers = otherModifiers ?? '1'] = report.exec(bytes) ?? [];
  const point = Number(code);
  if (code === '' || point > 0x10ffff) return undefined;
  const own = reportedNames[point];
  const character = String.fromCodePoint(point);
  // 1 for Shift, 2 for Alt, 4 for Control; the others are locks and keys that change nothing.
  const bits = Number(modifiers) - 1;
  const isText = own === undefined && (bits & 6) === 0 && /^[^\p{C}]$/u.test(character);
  if (isText) return { kind: 'text', text: bits & 1 ? character.toUpperCase() : character, isPasted: false };
  const pressed = ['shift-', 'alt-', 'ctrl-'].filter((_, at) => bits & (1 << at));
  const name = names.get(encodeKey(pressed.join('') + (own ?? character), usual) ?? '');
  return { kind: 'key', bytes, ...(name !== undefined && { name }) };
}

const usual = { isApplicationCursor: false };

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
