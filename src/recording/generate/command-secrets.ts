import { shortestSecret } from '../../redact/forms.js';
import { holdsCredentials } from '../secret-form.js';

/** A secret that is given to a program in its command: what it is called there, and its value as it is written. */
export interface CommandSecret {
  readonly asked: string;
  readonly value: string;
}

const names = String.raw`[\w-]*(?:pass(?:word|wd|phrase|code)?|pwd|token|secret|api[_-]?key|access[_-]?key|private[_-]?key|licen[cs]e[_-]?key|serial|credentials?)`;
const value = String.raw`(?:'([^']+)'|"([^"]+)"|([^\s'"]+))`;

/** `--password x`, `--token=x`; where a file or a command that tells it is given instead, the name says so. */
const options = new RegExp(String.raw`(?<!\S)--?(${names})(?:=|\s+)${value}`, 'gi');
/** `DB_PASSWORD=x ./setup` */
const variables = new RegExp(String.raw`(?<![\w-])(${names})=${value}`, 'gi');
/** `'--password=of two words'` */
const quoted = new RegExp(String.raw`(?<!\S)(?:'-{0,2}(${names})=([^']+)'|"-{0,2}(${names})=([^"]+)")`, 'gi');
/** What clients of databases take. */
const attached = new RegExp(
  String.raw`(?<![\w-])(?:mysql\w*|mariadb[\w-]*|sshpass)\s[^|;&]*?(?<=\s)-(p)${value}`,
  'g',
);
const userAndPassword = /(?<!\S)(?:-u|--user|--proxy-user)(?:=|\s+)['"]?[^\s:'"]+:([^\s'"]+)/g;
const words = /[^\s'"]+/g;

/** The secrets that stand in a command; what comes from the environment or from a reference is none. */
export function secretsInCommand(command: string): readonly CommandSecret[] {
  const rest = command.replaceAll(quoted, ' ');
  const named = [
    ...command.matchAll(quoted),
    ...[options, variables, attached].flatMap((expression) => [...rest.matchAll(expression)]),
  ].map((match) => {
    const [name = '', spelling = ''] = match.slice(1).filter(Boolean);
    return { asked: name.replaceAll('_', '-').toLowerCase(), value: spelling };
  });
  const found = named.map(({ asked, ...each }) => ({ ...each, asked: asked === 'p' ? 'password' : asked }));
  const passwords = [...rest.matchAll(userAndPassword)].map(([, each = '']) => ({
    asked: 'password',
    value: each,
  }));
  const addresses = [...rest.matchAll(words)]
    .map(([word]) => word.replace(/^[\w-]+=/, ''))
    .filter(holdsCredentials)
    .map((each) => ({ asked: 'address', value: each }));
  return [...found, ...passwords, ...addresses].filter(({ value: each }) => isValue(each));
}

/** An option may follow one that takes no value, and flags are switched. */
const isValue = (text: string): boolean =>
  text.length >= shortestSecret &&
  !/^-|[$`\\]|^(?:yes|no|true|false|on|off|none|prompt|stdin|env)$/i.test(text);
