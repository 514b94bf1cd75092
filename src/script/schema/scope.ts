import { z } from 'zod';
import { leaf, name, onlyTrue, text, variableKey, word } from './leaf.js';
import { envValue, user } from './leaves.js';
import { strict } from './strict.js';
import { mode } from './units.js';

/** What sudo's own language would read as more than a path has no place in one. */
const command = word(
  /^\/[A-Za-z0-9_./+@-]+$/,
  'a command is a full path, for example `/usr/bin/apt-get`, without arguments',
);
const everything = leaf<'all'>(
  (value) =>
    value === 'all'
      ? 'all'
      : { problem: 'must be a list of full paths, for example `[/usr/bin/apt-get]`, or `all`' },
  { type: 'string', const: 'all' },
);

const host = word(/^[A-Za-z0-9.*:_/-]+$/, 'a host is a name, an address or a domain such as `.example.org`');
const no = z.array(host).optional();
const fromEnv = leaf<'env'>(
  (value) => (value === 'env' ? 'env' : { problem: 'can only be `env`', replacement: 'env' }),
  { type: 'string', const: 'env' },
);
const proxy = z.union([
  strict({ from: fromEnv, no }),
  strict({ url: text, no }),
  strict({ secret: name, no }),
]);

const variable = word(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable has letters, digits and `_`');
const place = { mode: mode.optional(), owner: user.optional() };
const credential = z.union([
  strict({ secret: name, ...place }),
  strict({ env: variable, ...place }),
  strict({ file: text, ...place }),
  strict({ command: z.array(text).min(1), ...place }),
  strict({ prompt: onlyTrue, ...place }),
]);
const credentialKey = z
  .string()
  .regex(
    /^(?:~?\/[^\0]*[^\0/]|\$[A-Za-z_][A-Za-z0-9_]*)$/,
    'a credential is a file (`/etc/…`, `~/…`) or a variable (`$NAME`)',
  );

const stubbed = word(
  /^(?!\.{1,2}$)[A-Za-z0-9_.+-]+$/,
  'a command is a name without a path, for example `systemctl`',
);

const off = leaf<'off'>(
  (value) => (value === 'off' ? 'off' : { problem: 'can only be `off`', replacement: 'off' }),
  { type: 'string', const: 'off' },
);

export const grants = strict({
  sudo: z.union([everything, z.array(command).min(1)]).optional(),
  proxy: proxy.optional(),
  credentials: z.record(credentialKey, credential).optional(),
  stub: z.array(stubbed).min(1).optional(),
  env: z.record(variableKey, envValue).optional(),
  services: off.optional(),
  cwd: text.optional(),
  user: user.optional(),
  source: text.optional(),
});

export type RawGrants = z.output<typeof grants>;
export type RawProxy = z.output<typeof proxy>;
export type RawCredential = z.output<typeof credential>;
