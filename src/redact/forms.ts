import { keysIn, publicPartsIn } from './armour.js';
import { base64Forms } from './base64.js';
import { portionsOf, portionsOfLines } from './portions.js';
import { valuesInside } from './values-inside.js';

/** How a value is written when a program shows it. */
export type FormName = 'plain' | 'base64' | 'hex' | 'url' | 'json' | 'shell' | 'xml';

/** One way a value of a secret may stand in text or in a file. */
export interface SecretForm {
  readonly name: FormName;
  readonly text: string;
}

/** Fewer characters of a secret would take half of every text with them: they are looked for nowhere. */
export const shortestSecret = 4;

/** An encoding of fewer characters stands in too many texts that have nothing to do with the secret. */
const shortestEncoded = 6;

/**
 * Every form of a value that is looked for, each text once: the value itself, with CRLF for its line ends, and each of its
 * lines, portions of long ones, and the values inside that are secret by themselves, all of them plain and encoded; keys in
 * armour without it; no part that is in the public key as well; none of a value of fewer than 4 characters. Base64 is in both
 * alphabets and at each place it can have in a longer text, without the characters at its ends that depend on its neighbours there.
 */
export function formsOf(value: string): readonly SecretForm[] {
  const { whole, lines } = spellingsOf(value);
  const isPublic = publicPartsIn(value);
  const parts = [...lines, ...portionsOfLines(lines, portioning)].filter((part) => !isPublic(part));
  return uniqueForms([
    ...formsOfSpellings([...whole, ...parts, ...valuesInside(value)]),
    ...keysIn(value).flatMap((key) => formsOfFile(key)),
  ]);
}

/**
 * Small, so that of a part of a long secret little is shown at its ends; a file of up to 32 kB is hidden as a whole, and so are
 * long lines of as much together. It takes 40 MB of memory at most.
 */
const portioning = { bytes: 255, most: 128 };

/** How a file that is no text is written in texts. */
export function formsOfFile(content: Uint8Array): readonly SecretForm[] {
  return formsOfBytes(portionsOf(content, portioning));
}

/** How portions of a file that is no text are written in texts. */
export function formsOfBytes(portions: readonly Uint8Array[]): readonly SecretForm[] {
  return portions.flatMap((each) => {
    const bytes = Buffer.from(each);
    return [...named('base64', base64Forms(bytes)), ...named('hex', hexForms(bytes))];
  });
}

/** What stands for a value: itself, as a terminal writes it, and each of its lines if it has several. */
export function spellingsOf(value: string): {
  readonly whole: readonly string[];
  readonly lines: readonly string[];
} {
  const text = Buffer.from(value).toString(); // half a surrogate pair becomes what is written for it
  // A terminal writes every line feed as carriage return and line feed.
  return { whole: [text, text.replaceAll(/\r?\n/g, '\r\n')], lines: text.split(/\r?\n/) };
}

/** Each of these texts plain and encoded, every result once. */
export function formsOfSpellings(spellings: readonly string[]): readonly SecretForm[] {
  return uniqueForms(
    spellings
      .filter(({ length }) => length >= shortestSecret)
      .flatMap((spelling) => [{ name: 'plain', text: spelling } as const, ...encodings(spelling)]),
  );
}

function uniqueForms(all: readonly SecretForm[]): readonly SecretForm[] {
  const forms = new Map<string, SecretForm>();
  for (const form of all) if (!forms.has(form.text)) forms.set(form.text, form);
  return [...forms.values()];
}

function encodings(text: string): readonly SecretForm[] {
  const bytes = Buffer.from(text);
  return [
    ...named('base64', base64Forms(bytes)),
    ...named('hex', hexForms(bytes)),
    ...named('url', urlForms(text)),
    ...named('json', jsonForms(text)),
    ...named('shell', shellForms(text)),
    ...named('xml', xmlForms(text)),
  ].filter((form) => form.text !== text);
}

const named = (name: FormName, texts: readonly string[]): readonly SecretForm[] =>
  texts.filter((each) => each.length >= shortestEncoded).map((text) => ({ name, text }));

/** Pairs of digits side by side, or parted as `od` does by a blank and openssl by a colon. */
function hexForms(bytes: Buffer): readonly string[] {
  const pairs = bytes.toString('hex').match(/../g) ?? [];
  return ['', ' ', ':'].flatMap((separator) => [pairs.join(separator), pairs.join(separator).toUpperCase()]);
}

/** In a longer value every byte as a percent code would be as much to look for as all its other forms together. */
const longestInCodes = 128;

/**
 * As part of a URL, as a whole URL, as a form field (`+` for a space), and with every byte as a percent code, as shell scripts
 * write it; percent codes in capital and in small letters.
 */
function urlForms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const part = encodeURIComponent(text);
  const strict = part.replaceAll(/[!'()*]/g, percentCode); // RFC 3986
  const form = new URLSearchParams([['', text]]).toString().slice(1);
  const spellings = [
    part,
    strict,
    strict.replaceAll('%2F', '/'), // Python's quote
    encodeURI(text),
    form,
    strict.replaceAll('%20', '+'),
    ...(bytes.length <= longestInCodes ? [bytes.toString('hex').toUpperCase().replaceAll(/../g, '%$&')] : []),
  ];
  return spellings.flatMap((each) => [each, each.replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase())]);
}

const percentCode = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Inside a JSON string: as JavaScript, as Python (ASCII only), as PHP (`\/`) and as Go (`<`, `>`, `&` by number) write it. */
function jsonForms(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const spellings = [json, json.replaceAll(/[<>&\u2028\u2029]/g, unicodeCode)].flatMap((each) => [
    each,
    each.replaceAll(/[\u007f-\uffff]/g, unicodeCode),
  ]);
  return spellings
    .flatMap((each) => [each, each.replaceAll('/', String.raw`\/`)])
    .flatMap((each) => [
      each,
      each.replaceAll(/\\u[\da-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`),
    ]);
}

const unicodeCode = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Inside single quotes of a shell, as `set -x` and as Python write it, inside double quotes, and with backslashes. */
function shellForms(text: string): readonly string[] {
  return [
    text.replaceAll("'", String.raw`'\''`),
    text.replaceAll("'", `'"'"'`),
    text.replaceAll(/["$\\`]/g, String.raw`\$&`),
    text.replaceAll(/[^\w@%+=:,./\u0080-\uffff-]/g, String.raw`\$&`),
  ];
}

/** As text and as an attribute. */
function xmlForms(text: string): readonly string[] {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const attribute = escaped.replaceAll('"', '&quot;');
  const open = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'); // all that XML asks for
  return [
    escaped,
    open,
    open.replaceAll('"', '&quot;'),
    attribute,
    attribute.replaceAll("'", '&#39;'),
    attribute.replaceAll("'", '&#x27;'),
    attribute.replaceAll("'", '&apos;'),
    escaped.replaceAll('"', '&#34;').replaceAll("'", '&#39;'), // Go
  ];
}
