/** Modes a program has set that change what keys send. */
export interface KeyModes {
  /** DECCKM: arrow and home/end keys as SS3 instead of CSI. */
  readonly isApplicationCursor: boolean;
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

const otherKeys: Readonly<Record<string, string>> = {
  enter: '\r',
  return: '\r',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  space: ' ',
  escape: '\x1b',
  backspace: '\x7f',
  insert: '\x1b[2~',
  delete: '\x1b[3~',
  'page-up': '\x1b[5~',
  'page-down': '\x1b[6~',
  f1: '\x1bOP',
  f2: '\x1bOQ',
  f3: '\x1bOR',
  f4: '\x1bOS',
  f5: '\x1b[15~',
  f6: '\x1b[17~',
  f7: '\x1b[18~',
  f8: '\x1b[19~',
  f9: '\x1b[20~',
  f10: '\x1b[21~',
  f11: '\x1b[23~',
  f12: '\x1b[24~',
};

/** Names a script may use, besides `ctrl-X`, `alt-X` and any single printable character. */
export const keyNames: readonly string[] = [...Object.keys(cursorKeys), ...Object.keys(otherKeys)];

/** What a key sends, or undefined when there is no key of that name. Names are lower case. */
export function encodeKey(name: string, modes: KeyModes): string | undefined {
  const final = cursorKeys[name];
  if (final !== undefined) return `\x1b${modes.isApplicationCursor ? 'O' : '['}${final}`;
  const known = otherKeys[name];
  if (known !== undefined) return known;
  const control = /^ctrl-([a-z@[\\\]^_])$/.exec(name)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  const alt = /^alt-(.+)$/.exec(name)?.[1];
  const base = alt === undefined ? undefined : encodeKey(alt, modes);
  if (base !== undefined) return `\x1b${base}`;
  return /^[^\x00-\x1f\x7f]$/u.test(name) ? name : undefined;
}
