import type { Part, VolatileClass } from './draft.js';

/** One kind of text that is another one each time a program runs. */
interface Kind extends VolatileClass {
  /** Finds it in a prompt. */
  readonly find: RegExp;
}

const months = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*';
const days = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*';
const number = String.raw`\d+(?:[.,]\d+)?`;

/**
 * The kinds, the surest first: what an earlier one takes is not looked at by a later one. docs/recording.md lists them.
 */
export const kinds: readonly Kind[] = [
  {
    name: 'secret',
    source: String.raw`\S+`,
    find: /\[redacted\]/g,
  },
  {
    name: 'UUID',
    source: '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
    find: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  },
  {
    name: 'user and host name',
    source: String.raw`[\w.-]+@[\w.-]+`,
    find: /\b[\w.-]+@[\w-]+(?:\.[\w-]+)*/g,
  },
  {
    name: 'temporary path',
    source: String.raw`/\S*[\w/-]`,
    find: /(?:\/var)?\/tmp\/[^\s\])}>"',;]*[\w/-]|\/(?:home|Users)\/[^\s\])}>"',;]*[\w/-]|\/root(?:\/[^\s\])}>"',;]*[\w/-])?/g,
  },
  {
    name: 'date',
    source: String.raw`[A-Za-z0-9][A-Za-z0-9 ,./-]*\d`,
    find: new RegExp(
      String.raw`\b(?:${days},? )?(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}|${months} +\d{1,2}(?:,? +\d{4})?|\d{1,2} +${months}(?: +\d{4})?)\b`,
      'g',
    ),
  },
  {
    name: 'host name',
    source: String.raw`[\w.:-]+`,
    find: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|dev|local|localdomain|lan|internal|corp|home|example|test)\b(?::\d+)?|\blocalhost(?::\d+)?\b/gi,
  },
  {
    name: 'time',
    source: String.raw`\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?`,
    find: /\b\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M\b)?/gi,
  },
  {
    name: 'percentage',
    source: String.raw`\d+(?:[.,]\d+)? ?%`,
    find: new RegExp(`\\b${number} ?%`, 'g'),
  },
  {
    name: 'size',
    source: String.raw`\d+(?:[.,]\d+)? ?(?:[kKMGTP]i?)?(?:[Bb]|[Bb]ytes?)?`,
    find: new RegExp(`\\b${number} ?(?:[kKMGTP](?:i?[Bb])?|[Bb]ytes?)\\b`, 'g'),
  },
  {
    name: 'duration',
    source: String.raw`\d+(?:[.,]\d+)? ?[a-z]+`,
    find: new RegExp(`\\b${number} ?(?:ms|s|secs?|seconds?|mins?|minutes?|hours?|days?)\\b`, 'g'),
  },
  {
    name: 'version',
    source: String.raw`v?\d+(?:\.\d+)+(?:[-+~]?\w+)*`,
    find: /\bv?\d+(?:\.\d+)+(?:[-+~]\w+)*\b/g,
  },
  {
    name: 'PID',
    source: String.raw`\d+`,
    find: /(?<=\b(?:pid|process)[ :=#]{1,3})\d+\b/gi,
  },
  {
    name: 'port',
    source: String.raw`\d+`,
    find: /(?<=\bport[ :=#]{1,3})\d+\b/gi,
  },
  {
    name: 'hex',
    source: '(?:0x)?[0-9A-Fa-f:]+',
    find: /\b0x[0-9a-f]+\b|\b[0-9a-f]{2}(?::[0-9a-f]{2}){3,}\b|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b/gi,
  },
  {
    name: 'counter',
    source: String.raw`\d+ ?(?:/|of) ?\d+`,
    find: /\b\d+ ?(?:\/|of) ?\d+\b/g,
  },
  {
    name: 'number',
    source: String.raw`\d+`,
    find: /(?<![\w.-])\d{3,}(?![\w.-])/g,
  },
];

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
