import { z } from 'zod';
import { count, flag, nameKey, onlyTrue, text, variableKey, word } from './leaf.js';
import { envValue, user } from './leaves.js';
import { strict } from './strict.js';
import { mode, port } from './units.js';

const absolute = word(/^\//, 'must be an absolute path');

const param = strict({
  type: z.enum(['string', 'number', 'boolean', 'choice']).optional(),
  of: z.array(text).min(1).optional(),
  match: text.optional(),
  default: text.optional(),
  required: flag.optional(),
  help: text.optional(),
});

const variable = word(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable has letters, digits and `_`');

/** Where a secret's value comes from; never the value itself. */
const secret = z.union([
  strict({ env: variable }),
  strict({ file: text }),
  strict({ command: z.array(text).min(1) }),
  strict({ prompt: onlyTrue }),
  word(
    /^prompt$/,
    'a secret names where its value comes from: `{ env: NAME }`, `{ file: PATH }` or `prompt`; never the value',
  ),
]);

const input = strict({
  from: text,
  sha256: word(/^[0-9a-f]{64}$/, 'a sha256 is 64 hexadecimal digits in lower case', (value) =>
    /^(?:sha256:)?[0-9a-f]{64}$/i.test(value) ? value.toLowerCase().replace('sha256:', '') : undefined,
  ).optional(),
  unpack: z.union([flag, strict({ strip: count(0) })]).optional(),
  mode: mode.optional(),
  writable: flag.optional(),
  at: absolute.optional(),
});

export const container = strict({
  user: z.union([user, strict({ name: user, create: flag.optional() })]).optional(),
  workdir: text.optional(),
  home: absolute.optional(),
  env: z.record(variableKey, envValue).optional(),
  network: word(
    /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/,
    'a network is a name, such as `bridge`, `none` or `host`',
  ).optional(),
  hostname: word(
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/,
    'a host name has letters, digits, `-` and `.`, 63 at most',
  ).optional(),
});

const words = z.array(text).nullable().optional();

export const image = strict({
  tags: z.array(text).optional(),
  entrypoint: words,
  cmd: words,
  env: z.record(variableKey, text).optional(),
  workdir: text.optional(),
  user: user.optional(),
  labels: z.record(z.string().min(1), text).optional(),
  ports: z.array(port).optional(),
  volumes: z.array(absolute).optional(),
  message: text.optional(),
  author: text.optional(),
});

const pathPattern = word(
  /^!?(?:\/|\*\*\/)\S/,
  'a pattern is an absolute path of the image, such as `/var/log/**`, or begins with `**/`',
);
const excluded = z.array(pathPattern);
const place = word(
  /^!?(?:\/|\*\*\/)\S|^image:(?:configuration|history)$/,
  'a place is a pattern such as `/opt/acme/**`, `image:configuration` or `image:history`',
);

export const audit = strict({
  exclude: excluded.optional(),
  deny: excluded.optional(),
  allow: z.array(place).optional(),
});

export const params = z.record(nameKey, param);
export const secrets = z.record(nameKey, secret);
export const inputs = z.record(nameKey, input);

export type RawParam = z.output<typeof param>;
export type RawSecret = z.output<typeof secret>;
export type RawInput = z.output<typeof input>;
export type RawContainer = z.output<typeof container>;
export type RawAudit = z.output<typeof audit>;
export type RawImage = z.output<typeof image>;
