import type { EnvSource } from '../model.js';
import { type At, type Build, need } from './at.js';
import { refuseUndeclaredSecret } from './answer.js';
import { textTemplate } from './text.js';

/** A value of an environment: text with references, or a secret by its name. */
export function buildEnvValue(build: Build, { value, node }: At<string | { secret: string }>): EnvSource {
  if (typeof value === 'string') return { kind: 'text', value: textTemplate(build, { value, node }) };
  refuseUndeclaredSecret(build, need({ value, node }, 'secret'));
  return { kind: 'secret', secret: value.secret };
}
