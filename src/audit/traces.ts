import {
  contentOf,
  formsOfBytes,
  formsOfSpellings,
  keysIn,
  portionsOf,
  portionsOfLines,
  publicLinesIn,
  type SecretForm,
  shortestSecret,
  spellingsOf,
  valuesInside,
} from '../redact.js';

/** A value no image may have, and what it is called. */
export interface NamedSecret {
  readonly name: string;
  /** Text, or the bytes of a file that is none. */
  readonly value: string | Uint8Array;
}

/** What a run used and no image may have. */
export interface Traces {
  readonly secrets: readonly NamedSecret[];
  /** Addresses of proxies, `host:port`, or `//host` of one that is written without a port. */
  readonly proxies: ReadonlySet<string>;
  readonly runId: string;
}

/** What is looked for. */
export interface Needle {
  readonly text: string | Uint8Array;
  /** What it is, for messages. */
  readonly what: string;
  readonly isSecret: boolean;
  /**
   * What may not stand beside it. A `word`, which is too short to mean the secret elsewhere, is looked for in texts only; behind
   * an `address` stands no further digit, and a `host` is none when its name goes on.
   */
  readonly boundary?: 'word' | 'address' | 'host';
  readonly remedy: string;
}

/** A secret of fewer bytes stands in too many files by chance to be looked for but as a word. */
const shortestProvable = 8;

/** Of a value of many lines, one of fewer characters is as likely a common line as a leak. */
const shortestLine = 16;

const secretRemedy =
  'Have the installer not write it, delete the file in a last step, or list its path under audit: exclude.';
const addressRemedy =
  'Set the proxy by a scope, not by the program that wrote this; or delete it in a last step.';
const residueRemedy =
  'Delete the file in a last step, list its path under audit: exclude, or give the input a neutral place with `at:`.';

/** All texts, the longest first: of two that fit, it says more. */
export function needlesOf({ secrets, proxies, runId }: Traces): readonly Needle[] {
  const plain = { isSecret: false };
  return [
    ...secrets.flatMap(withValuesInside).flatMap(secretNeedles),
    ...[...proxies].map((text) => ({
      ...plain,
      text,
      boundary: text.startsWith('//') ? ('host' as const) : ('address' as const),
      what: 'the address of the proxy',
      remedy: addressRemedy,
    })),
    { ...plain, text: '/dev/unattend', what: 'a path of the run', remedy: residueRemedy },
    { ...plain, text: runId, what: 'the id of the run', remedy: residueRemedy },
  ].toSorted((one, other) => other.text.length - one.text.length);
}

/** A secret and what is secret in it by itself, as the password in a file. */
function withValuesInside({ name, value }: NamedSecret): readonly NamedSecret[] {
  if (typeof value !== 'string') return [{ name, value }];
  return [
    { name, value },
    ...valuesInside(value).map((each) => ({ name: `${name}, a value in it`, value: each })),
    ...keysIn(value).map((each) => ({ name: `${name}, the key in it`, value: each })),
  ];
}

function secretNeedles({ name, value }: NamedSecret): readonly Needle[] {
  const common = { isSecret: true, remedy: secretRemedy };
  if (isShort(value))
    return wordsOf(value).map((text) => ({ ...common, text, what: `the secret ${name}`, boundary: 'word' }));
  const forms = typeof value === 'string' ? tellingForms(value) : tellingPortions(value);
  return forms.map(({ text, name: form }) => ({
    ...common,
    text,
    what: `the secret ${name}${form === 'plain' ? '' : ` (${form})`}`,
  }));
}

/** Where texts are quoted, as in the image's configuration, a quotation mark and a backslash have another one before them. */
const wordsOf = (value: string | Uint8Array): readonly (string | Uint8Array)[] =>
  typeof value === 'string' ? [...new Set([value, JSON.stringify(value).slice(1, -1)])] : [value];

/** So many bytes tell a file apart from every other. Of a file, or a line, of up to 8 kB it is all. */
const portioning = { bytes: 1023, most: 8 };

interface Telling {
  readonly name: SecretForm['name'];
  readonly text: string | Uint8Array;
}

/** The whole, each of its lines, and portions of a long line; of what is for everybody, as certificates beside a key, no lines. */
function tellingForms(value: string): readonly Telling[] {
  const isPublic = publicLinesIn(value);
  const { whole, lines } = spellingsOf(value);
  const telling = lines.length === 1 ? [] : lines.filter((line) => !isCommon(line) && !isPublic(line));
  const portions = lines
    .flatMap((line) => portionsOfLines([line], portioning))
    .filter((portion) => !isPublic(portion));
  return formsOfSpellings([...whole, ...telling, ...portions]);
}

function tellingPortions(file: Uint8Array): readonly Telling[] {
  const portions = portionsOf(file, portioning);
  return [
    ...portions.map((each) => ({ name: 'plain', text: contentOf(each) }) as const),
    ...formsOfBytes(portions),
  ];
}

const isShort = (value: string | Uint8Array): boolean => Buffer.byteLength(value) < shortestProvable;

/** A line of a longer value that other files may well have too: a short one, the armour of a key. */
const isCommon = (line: string): boolean => line.length < shortestLine || /^-{5}[A-Z ]+-{5}$/.test(line);

/** Names of secrets that can be looked for as words only, and of those that cannot be looked for at all. */
export function unprovable({ secrets }: Traces): {
  readonly asWords: readonly string[];
  readonly notAtAll: readonly string[];
} {
  const all = secrets.flatMap(withValuesInside);
  const isSought = (value: string | Uint8Array): boolean =>
    value.length >= shortestSecret && (typeof value === 'string' || !isShort(contentOf(value)));
  const namesOf = (is: (value: string | Uint8Array) => boolean): string[] => [
    ...new Set(all.filter(({ value }) => is(value)).map(({ name }) => name)),
  ];
  return {
    asWords: namesOf((value) => isSought(value) && isShort(value)),
    notAtAll: namesOf((value) => !isSought(value)),
  };
}
