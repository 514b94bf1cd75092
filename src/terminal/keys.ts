/** Modes a program has set that change what keys send. */
export interface KeyModes {
  /** DECCKM: arrow and home/end keys as SS3 instead of CSI. */
  readonly isApplicationCursor: boolean;
}

/** Modes that change how a paste is sent. */
interface PasteModes {
  /** Mode 2004: the program wants to know where a paste begins and ends. */
  readonly isBracketedPaste: boolean;
}

/** Final bytes of the cursor keys (xterm, ctlseqs.txt, "PC-Style Function Keys"). */
const cursorKeys: Readonly<Record<string, string>> = {
  up: 'A',
  down: 'B',
  right: 'C',
  left: 'D',
  home: 'H',
  end: 'F',
};

/** F1 to F4 are SS3, or CSI with a modifier (the same table). */
const ss3Keys: Readonly<Record<string, string>> = { f1: 'P', f2: 'Q', f3: 'R', f4: 'S' };

/** Editing keys, sent as `CSI number ~`. */
const editingKeys: Readonly<Record<string, number>> = { insert: 2, delete: 3, 'page-up': 5, 'page-down': 6 };

/** The other function keys, sent the same way. */
const functionKeys: Readonly<Record<string, number>> = {
  f5: 15,
  f6: 17,
  f7: 18,
  f8: 19,
  f9: 20,
  f10: 21,
  f11: 23,
  f12: 24,
};

const plainKeys: Readonly<Record<string, string>> = {
  enter: '\r',
  return: '\r',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  space: ' ',
  escape: '\x1b',
  backspace: '\x7f',
};

/** Names a script may use, besides `ctrl-X`, `alt-X`, `shift-X` and any single printable character. */
export const keyNames: readonly string[] = [
  ...[cursorKeys, plainKeys, editingKeys, ss3Keys, functionKeys].flatMap((keys) => Object.keys(keys)),
];

/**
 * What a key sends, or undefined when there is no key of that name. Names are lower case; modifiers go before, in any
 * order: `ctrl-right`, `shift-up`, `alt-x`, `ctrl-alt-delete`.
 */
export function encodeKey(name: string, modes: KeyModes): string | undefined {
  const plain = plainKeys[name];
  if (plain !== undefined) return plain;
  const modifiers = /^(?:(?:shift|alt|ctrl)-)*(?=.)/u.exec(name)?.[0] ?? '';
  const key = name.slice(modifiers.length);
  const isShift = modifiers.includes('shift-');
  const isAlt = modifiers.includes('alt-');
  const isControl = modifiers.includes('ctrl-');
  // 1, and 1 for Shift, 2 for Alt, 4 for Control (ctlseqs.txt, "Modifiers").
  const code = 1 + (isShift ? 1 : 0) + (isAlt ? 2 : 0) + (isControl ? 4 : 0);
  const special = encodeSpecial(key, code, modes);
  if (special !== undefined) return special;
  const char = isControl
    ? controlOf(key, isShift)
    : isShift
      ? shiftOf(key)
      : (plainKeys[key] ?? printable(key));
  return char === undefined || !isAlt ? char : `\x1b${char}`;
}

function encodeSpecial(key: string, code: number, modes: KeyModes): string | undefined {
  const cursor = cursorKeys[key];
  if (cursor !== undefined && code === 1) return `\x1b${modes.isApplicationCursor ? 'O' : '['}${cursor}`;
  const final = cursor ?? ss3Keys[key];
  if (final !== undefined) return code === 1 ? `\x1bO${final}` : `\x1b[1;${code}${final}`;
  const number = editingKeys[key] ?? functionKeys[key];
  return number === undefined ? undefined : `\x1b[${number}${code === 1 ? '' : `;${code}`}~`;
}

/** With Control: letters and `@[\]^_` by their code; space is NUL, `?` is DEL, `/` is that of `_`, as terminals do. */
function controlOf(key: string, isShift: boolean): string | undefined {
  if (isShift) return undefined;
  if (key === 'space') return '\0';
  if (key === '?') return '\x7f';
  if (key === '/') return '\x1f';
  return /^[a-z@[\\\]^_]$/.test(key)
    ? String.fromCharCode(key.toUpperCase().charCodeAt(0) & 0x1f)
    : undefined;
}

function shiftOf(key: string): string | undefined {
  return /^\p{Ll}$/u.test(key) ? key.toUpperCase() : plainKeys[`shift-${key}`];
}

function printable(key: string): string | undefined {
  return /^[^\x00-\x1f\x7f]$/u.test(key) ? key : undefined;
}

const pasteStart = '\x1b[200~';
const pasteEnd = '\x1b[201~';

/**
 * Text of several lines as a terminal sends it when it is pasted: between markers where the program asked for them, so
 * that it can tell the line feeds in it from Enter. A marker in the text itself is removed: it would end the paste, and
 * the rest would be taken as typed.
 */
export function encodePaste(text: string, modes: PasteModes): string {
  if (!modes.isBracketedPaste || !text.includes('\n')) return text;
  let inner = text;
  while (inner.includes(pasteEnd)) inner = inner.replaceAll(pasteEnd, '');
  return `${pasteStart}${inner}${pasteEnd}`;
}
