/** Bytes as somebody would read them who undoes one encoding. */
export interface View {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * What these bytes say once one encoding is undone, for each encoding that may be in them. It decodes what is there and knows
 * nothing of what is looked for: the redactor does the opposite, so that one mistake cannot hide in both.
 */
export function viewsOf(bytes: Buffer): readonly View[] {
  const text = bytes.toString('latin1');
  return decoders.flatMap(([name, decode]) =>
    decode(text)
      .filter((decoded) => decoded !== '' && decoded !== text)
      .map((decoded) => ({ name, bytes: Buffer.from(decoded, 'latin1') })),
  );
}

type Decoder = (text: string) => readonly string[];

const decoders: readonly (readonly [name: string, decode: Decoder])[] = [
  ['visible', (text) => [visible(text)]],
  ['unframed', (text) => (text.includes('\n') ? [visible(unframed(text))] : [])],
  ['asciicast', asciicast],
  ['base64', base64],
  ['hex', hex],
  ['url', percent],
  ['escapes', escapes],
  ['entities', entities],
  ['utf-16', utf16],
];

/** Without control sequences, control characters, and the blanks a line may have been broken at. */
function visible(text: string): string {
  return text
    .replaceAll(
      /\x1b\[[\x20-\x3f]*[\x40-\x7e]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[\x20-\x2f]*[\x30-\x7e]/g,
      '',
    )
    .replaceAll(/[\x00-\x20\x7f]/g, '');
}

/** Without what a log puts in front of a line, and a box around it. */
function unframed(text: string): string {
  const bar = String.raw`(?:\||\xe2\x94\x82)`;
  const begin = new RegExp(String.raw`^(?:\d\d:\d\d:\d\d )?[ \t]*${bar}? ?`, 'gm');
  return text.replaceAll(begin, '').replaceAll(new RegExp(String.raw`[ \t]*${bar}?[ \t\r]*$`, 'gm'), '');
}

/** The output of a recording, and what was typed, each in one piece: an event may end anywhere. */
function asciicast(text: string): readonly string[] {
  if (!/^\{"version": ?\d/.test(text)) return [];
  const events = Buffer.from(text, 'latin1').toString('utf8').split('\n').flatMap(eventIn);
  const joined = (code: string): string =>
    events.flatMap(([, kind, data]) => (kind === code ? [String(data)] : [])).join('');
  return ['o', 'i'].map((code) => latin1(joined(code)));
}

function eventIn(line: string): readonly (readonly unknown[])[] {
  try {
    const data = JSON.parse(line) as unknown;
    return Array.isArray(data) ? [data] : [];
  } catch {
    return []; // the header, or a line that was cut
  }
}

const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

/** Both alphabets, at each of the four places a run may be cut, whatever blanks it is folded by. */
function base64(text: string): readonly string[] {
  const runs = text.replaceAll(/\\[nr]|\s/g, '').match(/[\w+/-]{10,}/g) ?? [];
  const decoded = [0, 1, 2, 3].map((from) =>
    runs.map((run) => Buffer.from(run.slice(from), 'base64').toString('latin1')),
  );
  const archives = (decoded[0] ?? []).filter((each) => /^(?:\x1f\x8b\x08|PK\x03\x04)/.test(each));
  return [...decoded.map((each) => each.join('\0')), ...archives];
}

/** Pairs of digits, alone, in groups, behind `0x` or `\x`, with blanks, colons, commas or hyphens between. */
function hex(text: string): readonly string[] {
  const runs = text.match(/[\da-f]?(?:(?:0x|\\x)?[\da-f]{2}[\s:,;-]{0,2}){8,}/gi) ?? [];
  const digits = runs.map((run) => run.replaceAll(/0x|\\x|[^\da-f]/gi, ''));
  return [0, 1].map((from) =>
    digits.map((each) => Buffer.from(each.slice(from), 'hex').toString('latin1')).join('\0'),
  );
}

function percent(text: string): readonly string[] {
  if (!text.includes('%') && !text.includes('+')) return [];
  const decoded = text.replaceAll(/%([\da-f]{2})/gi, (_, digits: string) => byteOf(digits));
  return [
    decoded,
    text.replaceAll('+', ' ').replaceAll(/%([\da-f]{2})/gi, (_, digits: string) => byteOf(digits)),
  ];
}

const byteOf = (digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** Backslashes, as in JSON, C, Python and shells; and a shell's ways to put a quote into quotes. */
function escapes(text: string): readonly string[] {
  if (!text.includes('\\') && !text.includes(`'"'"'`)) return [];
  const quoted = text.replaceAll(/'\\''|'"'"'/g, "'");
  return [
    quoted,
    quoted
      .replaceAll(/(?:\\u[\da-f]{4})+/gi, (units) =>
        latin1(units.replaceAll(/\\u(.{4})/gi, (_, digits: string) => byteOf(digits))),
      )
      .replaceAll(
        /\\(?:x([\da-f]{2})|([0-7]{3})|(.))/gis,
        (_, digits: string | undefined, octal: string | undefined, other: string) => {
          if (digits !== undefined) return byteOf(digits);
          if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
          return named[other] ?? other;
        },
      ),
  ];
}

const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function entities(text: string): readonly string[] {
  if (!text.includes('&')) return [];
  const words: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return [
    text.replaceAll(
      /&(?:#(\d+)|#x([\da-f]+)|(amp|lt|gt|quot|apos));/gi,
      (_, decimal?: string, digits?: string, word = '') => {
        const code = decimal === undefined ? Number.parseInt(digits ?? '', 16) : Number(decimal);
        return (
          words[(word as string).toLowerCase()] ??
          (code <= 0x10ffff ? latin1(String.fromCodePoint(code)) : '')
        );
      },
    ),
  ];
}

function utf16(text: string): readonly string[] {
  const read = (runs: readonly string[], swap: boolean): string =>
    runs
      .map((run) => {
        const bytes = Buffer.from(run, 'latin1');
        return latin1((swap ? bytes.swap16() : bytes).toString('utf16le'));
      })
      .join('\0');
  return [
    read(text.match(/(?:[^\0]\0){6,}/g) ?? [], false),
    read(text.match(/(?:\0[^\0]){6,}/g) ?? [], true),
  ];
}
