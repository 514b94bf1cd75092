import { dirname, resolve } from 'node:path';
import type { SecretSource } from '../model.js';
import type { RawCredential } from '../schema/scope.js';
import type { RawSecret } from '../schema/settings.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, itemsOf, need } from './at.js';
import { plainText } from './text.js';

/** Where the value of a secret comes from, as it stands under `secrets` or beside a credential. */
export function buildSecretSource(
  build: Build,
  { value, node }: At<RawSecret | Exclude<RawCredential, { secret: string }>>,
): SecretSource {
  if (typeof value === 'string' || 'prompt' in value) return { kind: 'prompt' };
  if ('env' in value) return { kind: 'env', variable: value.env };
  if ('command' in value) return commandSource(build, need({ value, node }, 'command'));
  const path = plainText(build, need({ value, node }, 'file'));
  if (path.includes('${{'))
    complain(build.report, node.start, 'the file of a secret is a plain path without `${{ }}`');
  return { kind: 'file', path: resolve(dirname(build.report.source.file), path) };
}

/** Program and arguments as they are written: no shell, no references. */
function commandSource(build: Build, at: At<readonly string[]>): SecretSource {
  const [program = '', ...rest] = itemsOf(at).map((each) => plainText(build, each));
  if ([program, ...rest].some((each) => each.includes('${{')))
    complain(build.report, at.node.start, 'the command of a secret is plain text without `${{ }}`');
  return { kind: 'command', argv: [program, ...rest] };
}
