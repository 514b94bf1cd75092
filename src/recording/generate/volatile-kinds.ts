import type { VolatileClass } from './draft.js';

/** One kind of text that is another one each time a program runs. */
export interface Kind extends VolatileClass {
  /** Finds it in a prompt. */
  readonly find: RegExp;
}

const months =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
const days = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*';
const number = String.raw`\d+(?:[.,]\d+)?`;
/** What installers count. */
const counted =
  '(?:packages?|files?|items?|updates?|upgrades?|entries|entry|components?|modules?|services?|users?|processes|errors?|warnings?|changes?|jobs?|records?|directories|folders?|objects?|connections?|sessions?|dependencies|new|upgraded|removed|installed|pending|outdated)';
/** Names with a digit inside that are the same everywhere. */
const fixedNames =
  '(?:md5|sha\\d|b2|x\\d|i\\d|l10n|log4|e2fs|oauth2|ipv[46]|p7z|h26[45]|s3|ec2|k8s|ed25519|aes\\d|base64|amd64|arm64|win\\d|utf\\d|lib)';

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
    find: /(?:(?:\/var)?\/tmp|(?:\/private)?\/var\/folders)\/[^\s\])}>"',;]*[\w/-]|\/(?:home|Users)\/[^\s\])}>"',;]*[\w/-]|\/root(?:\/[^\s\])}>"',;]*[\w/-])?/g,
  },
  {
    name: 'timestamp',
    source: String.raw`\d{4}-\d\d-\d\dT[\d:.,]+(?:Z|[+-]\d\d:?\d\d)?`,
    find: /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z\b|[+-]\d\d:?\d\d\b|\b)/g,
  },
  {
    name: 'timestamp',
    source: String.raw`\d{8}T\d{4,6}Z?`,
    find: /\b\d{8}T\d{4}(?:\d\d)?(?:Z\b|\b)/g,
  },
  {
    name: 'date',
    source: String.raw`[A-Za-z0-9][A-Za-z0-9 ,./-]*\d`,
    find: new RegExp(
      String.raw`\b(?:${days},? )?(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{4}|${months} +\d{1,2}(?:,? +\d{4})?|\d{1,2}\.? +${months},? +\d{4})\b`,
      'g',
    ),
  },
  {
    name: 'date',
    source: String.raw`(?:[A-Z][a-z]+,? )?\d{1,2}\.? +[A-Z][a-z]+`,
    find: new RegExp(String.raw`\b(?:${days},? )?\d{1,2}\.? +${months}\b`, 'g'),
  },
  {
    name: 'weekday',
    source: '[A-Z][a-z]+day',
    find: /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g,
  },
  {
    name: 'month',
    source: '[A-Z][a-z]+',
    find: /\b(?:January|February|April|June|July|August|September|October|November|December)\b/g,
  },
  {
    name: 'host name',
    source: String.raw`[\w.:-]+`,
    find: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|dev|local|localdomain|lan|internal|corp|home|example|test)\b(?::\d+)?|\blocalhost(?::\d+)?\b|\bip(?:-\d{1,3}){4}\b|(?<=\b(?:host|hostname|machine)[ :=]{1,2})(?!x86)[a-z][\w-]*\d[\w-]*/gi,
  },
  {
    name: 'time',
    source: String.raw`\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?`,
    find: /\b\d{1,2}:\d\d(?::\d\d)?(?: ?[AP]M\b)?/gi,
  },
  {
    name: 'time',
    source: String.raw`\d{1,2} ?[AaPp][Mm]`,
    find: /\b\d{1,2} ?[AaPp][Mm]\b/g,
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
    source: String.raw`\d+ ?[a-z]+(?: ?\d+ ?[a-z]+)*`,
    find: /\b\d+ ?d(?: ?\d+ ?[hms])+\b|\b\d+ ?h(?: ?\d+ ?[ms])+\b|\b\d+ ?m ?\d+ ?s\b|\b\d+h\b/g,
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
    name: 'version',
    source: String.raw`v\d+(?:\.\d+)*(?:[-+~]?\w+)*`,
    find: /\bv\d+\b/g,
  },
  {
    name: 'PID',
    source: String.raw`\d+`,
    find: /(?<=\bpid|\b(?:pid|process)[ :=#]{1,3})\d+\b/gi,
  },
  {
    name: 'port',
    source: String.raw`\d+`,
    find: /(?<=\bport[ :=#]{1,3})\d+\b/gi,
  },
  {
    name: 'hex',
    source: '(?:0x)?[0-9A-Fa-f:]+',
    find: /\b0x[0-9a-f]+\b|\b[0-9a-f]{2}(?::[0-9a-f]{2}){3,}\b|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,}\b/gi,
  },
  {
    name: 'counter',
    source: String.raw`\d+ ?(?:/|of) ?\d+`,
    find: /\b\d+ ?(?:\/|of) ?\d+\b/g,
  },
  {
    name: 'number',
    source: String.raw`\d+`,
    find: new RegExp(String.raw`(?<![\w.-])\d{3,}(?![\w.-])|(?<![\w.-])\d+(?= ${counted}\b)`, 'g'),
  },
  {
    name: 'random word',
    source: '[A-Za-z0-9]+',
    find: new RegExp(
      String.raw`(?<![\w./-])(?!${fixedNames})(?=[a-z]+\d+[a-z]|\d+[a-z]+\d)[a-z\d]{4,}(?![\w-]|\.\w)`,
      'gi',
    ),
  },
];
