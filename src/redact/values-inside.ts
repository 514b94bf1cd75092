/** Reads values that are secret by themselves out of a text of some form. */
type Reader = (text: string) => Iterable<string>;

/**
 * The values that are secret by themselves in a text that is one as a whole: a file with a password in it is shown line by line,
 * and a program takes the password out of it. Each once, as it is written and as it is meant (without quotes and escapes).
 */
export function valuesInside(text: string): readonly string[] {
  const values = readers.flatMap((read) => [...read(text)]).filter((value) => value !== '' && value !== text);
  return [...new Set(values)];
}

/** `machine acme login me password X account Y`, on one line or several: .netrc, .authinfo, apt's auth.conf. */
const netrc: Reader = (text) =>
  /^[ \t]*(?:machine\s+\S|default\s)/m.test(text)
    ? [...text.matchAll(/(?<!\S)(?:password|account)\s+(?:"((?:\\.|[^"\\])*)"|(\S+))/g)].flatMap(
        ([, quoted, plain]) => (quoted === undefined ? [plain ?? ''] : [quoted, unescaped(quoted)]),
      )
    : [];

/** `host:port:database:user:X`: .pgpass */
const pgpass: Reader = (text) =>
  [...text.matchAll(/^[^#:\s]+:(?:\d+|\*):[^:\n]+:[^:\n]+:(.+)$/gm)].flatMap(([, value = '']) => [
    value,
    value.replaceAll(/\\([:\\])/g, '$1'),
  ]);

/** `name=value`, `name: value`, `"name": "value"` where the name is one of a secret: INI, YAML, TOML, JSON, npmrc, properties, shell. */
const settings: Reader = function* (text) {
  let [end, inside] = [0, 0];
  for (const match of text.matchAll(/(?<![\w-])([\w-]+)["']?[ \t]*(?:=>|[:=])[ \t]*/g)) {
    const [before, name = ''] = match;
    const shortest = shortestOf(name);
    if (shortest === undefined) continue;
    const rest = text.slice(match.index + before.length);
    if (/^"[\w-]+"\s+value=/.test(rest)) continue; // an attribute that names another one
    inside = match.index < end ? inside + 1 : 0;
    if (inside > mostInside) continue;
    const values = valuesAt(rest);
    end = Math.max(end, match.index + before.length + (values.at(-1)?.length ?? 0));
    for (const value of values) if (isValue(value, shortest)) yield* meant(value, name);
  }
};

/** `<password>X</password>`, `<add key="ClearTextPassword" value="X" />`: Maven, NuGet. */
const xml: Reader = function* (text) {
  const elements = text.matchAll(/<([\w-]+)>([^<>]+)<\//g);
  const attributes = text.matchAll(/\skey="([\w-]+)"\s+value="([^"]+)"/g);
  for (const [, name = '', value = ''] of [...elements, ...attributes])
    if (isValue(value, shortestOf(name))) yield* [value, withoutEntities(value)];
};

/** `https://user:X@host`, or a token that stands alone there: git, pip, databases. */
const addresses: Reader = function* (text) {
  for (const [, user = '', password = ''] of text.matchAll(/:\/\/([^\s/?#"'<>:@]*):?([^\s/?#"'<>]*)@/g)) {
    const isToken = password === '' || password === 'x-oauth-basic';
    const value = isToken && user.length >= shortestToken ? user : isToken ? '' : password;
    yield* [value, decoded(value)];
  }
};

/** Names in what may be the value of another one: further ones of a long line would each be the rest of it. */
const mostInside = 20;

const readers: readonly Reader[] = [netrc, pgpass, settings, xml, addresses];

/** A user's name stands alone in an address as well. */
const shortestToken = 16;

const telling = 'password|passwd|passphrase|passcode|token|secret|credentials?|authorization';
const keys = '(?:api|access|account|secret|private|licen[cs]e)_?key';
/** `NPM_TOKEN`, `dbpassword`, `aws_secret_access_key`, `apiKey`; not `token_url`, `key_id`. */
const tellingName = new RegExp(`(?:${telling}|(?:^|[_-])(?:pass|pwd)|${keys})$`);
/** What these name may well be no secret, `key: name`. */
const vagueName = /(?:^|[_-])(?:auth|pat|pin|key)$/;

/** Fewer characters are a common word rather than what a vague name says. */
const shortestOfVague = 8;

/** How many characters a value of that name has at least to be secret; undefined when none is. */
function shortestOf(name: string): number | undefined {
  const parted = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  if (/public|always/.test(parted)) return undefined;
  if (tellingName.test(parted)) return 1;
  return vagueName.test(parted) ? shortestOfVague : undefined;
}

/** The value at the beginning of a text: in quotes, or to the end of its line and to what may end it before. */
function valuesAt(text: string): readonly string[] {
  const [, double, single] = /^(?:"((?:\\.|[^"\\])*)"|'((?:''|[^'\n])*)')/.exec(text) ?? [];
  if (double !== undefined) return [double, unescaped(double)];
  if (single !== undefined) return [single, single.replaceAll("''", "'")];
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').trim();
  const cut = line.split(/\s[#;]|[;&"'}\]]|,\s/, 1)[0]?.trim() ?? '';
  return cut.length >= shortestCut && !references.test(line) ? [line, cut] : [line];
}

/** Fewer characters before what may be the end of a value are as likely a piece of one, and a common word. */
const shortestCut = 8;

const references = /^(?:\$\{[^}]*\}|\$\(.*\)|\$[A-Z_][A-Z\d_]*|%\w+%|<[^>]*>|\*+|=*)$/;
const switches =
  /^(?:true|false|yes|no|on|off|none|null|nil|basic|bearer|digest|token|oauth2?|prompt|\d{1,3})$/i;
const blocks = /^(?:[|>][-+]?$|[{[](?:\s|["'{[\]}]|$))/;
const paths = /^(?:(?:~|\.{1,2})\/|(?:\/[a-z\d._-]+){2,}$)/;

/** Whether a text of so many characters or more is a value: no reference to one, no switch, no list or block that begins here, no path. */
const isValue = (text: string, shortest = Infinity): boolean =>
  text.length >= shortest && ![references, switches, blocks, paths].some((each) => each.test(text));

/** A value without the word before it that says how it is used; and what base64 of a login holds. */
function* meant(written: string, name: string): Iterable<string> {
  const value = written.replace(/^(?:bearer|basic|token)\s+/i, '');
  yield value;
  if (!/auth|^_password$/i.test(name) || !/^[\w+/-]{6,}={0,2}$/.test(value)) return;
  const login = Buffer.from(value, 'base64').toString();
  if (!/^[\x20-\x7e]+$/.test(login)) return;
  if (/^_password$/i.test(name)) yield login;
  else if (/^[^:\s]+:./.test(login)) yield login.slice(login.indexOf(':') + 1);
}

/** What is in double quotes, as JSON reads it. */
function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(`"${quoted}"`));
  } catch {
    return quoted.replaceAll(/\\(.)/gs, '$1');
  }
}

const withoutEntities = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** A percent sign that begins no code stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
