import type { Part } from './draft.js';
import { type Kind, kinds } from './volatile-kinds.js';

/** A default in brackets at the end of a prompt, and the sign that ends it. */
const bracketed =
  /\s*(?:\[[^[\]]*\]|<[^<>]*>|\((?:(?:[^()]*[,;] ?)?default(?: is)?:? ?[^()]*|[^()\s]*|[^()]*[/\\][^()]*)\))(?:\s*[:?>])*\s*$/i;

/** Takes the default in brackets off the end of a prompt: what is left, and what stood between the brackets. */
export function withoutDefault(prompt: string): { readonly text: string; readonly shown?: string } {
  const found = bracketed.exec(prompt);
  if (found === null || prompt.slice(0, found.index).trim() === '') return { text: prompt };
  const [, shown = ''] = /[[(<](?:.*?\bdefault(?: is)?[:=]? ?)?(.*)[\])>]/is.exec(found[0]) ?? [];
  return { text: prompt.slice(0, found.index), shown: chosenOf(shown.trim()) };
}

/** Of the letters to choose from, as in `Y/n`, the one that counts; nothing when none does. */
function chosenOf(shown: string): string {
  const letters = shown.split(/[/,|]/);
  if (letters.length < 2 || !letters.every((each) => /^(?:[a-z]{1,3}|\?)$/i.test(each))) return shown;
  const [chosen = '', ...others] = letters.filter((each) => /^[A-Z]/.test(each));
  return others.length === 0 ? chosen : '';
}

/** Names that are the recording's own: users and hosts it was seen to have. */
export interface OwnNames {
  readonly users: readonly string[];
  readonly hosts: readonly string[];
  /** What was answered before: a program may say it again. */
  readonly answers?: readonly string[];
}

/** What was answered is not shown again: it may be a secret that nobody took for one. */
export const answeredBefore = 'answer given before';

/** Cuts a text into what stays and what varies. */
export function partsOf(text: string, own: OwnNames = { users: [], hosts: [] }): readonly Part[] {
  const named: readonly Kind[] = [
    ...own.users.map((name) => nameKind('user name', name)),
    ...own.hosts.map((name) => nameKind('host name', name)),
    ...(own.answers ?? []).map((text) => ({ ...nameKind(answeredBefore, text), source: '.+?' })),
  ];
  let parts: readonly Part[] = [{ text }];
  for (const kind of [...kinds.slice(0, 4), ...named, ...kinds.slice(4)])
    parts = parts.flatMap((part) => (part.varies === undefined ? split(part.text, kind) : [part]));
  return parts.filter((part) => part.text !== '');
}

const nameKind = (name: string, own: string): Kind => ({
  name,
  source: String.raw`[\w.-]+`,
  find: new RegExp(String.raw`(?<![\w.-])${own.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\w-])`, 'g'),
});

function split(text: string, { name, source, find }: Kind): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(find)) {
    parts.push({ text: text.slice(end, match.index) }, { text: match[0], varies: { name, source } });
    end = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(end) }];
}

/** Users and hosts a recording shows: in `user@host` and in paths of home directories. */
export function ownNamesIn(output: string): OwnNames {
  const users = new Set<string>();
  const hosts = new Set<string>();
  for (const [, user = '', host = ''] of output.matchAll(/\b([a-z_][\w-]*)@([a-z][\w-]*)\b(?!\.)/gi)) {
    users.add(user);
    hosts.add(host);
  }
  for (const [, user = ''] of output.matchAll(/\/(?:home|Users)\/([a-z_][\w-]*)/gi)) users.add(user);
  const isName = (name: string): boolean => name.length > 1 && !/^(?:user|host|root|example)$/i.test(name);
  return { users: [...users].filter(isName).sort(), hosts: [...hosts].filter(isName).sort() };
}
