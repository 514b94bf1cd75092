import type { SecretSource } from '../model.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, itemsOf } from './at.js';
import { plainText } from './text.js';

/** Program and arguments as they are written: no shell, no references. */
export function commandSource(build: Build, at: At<readonly string[]>): SecretSource {
  const [program = '', ...rest] = itemsOf(at).map((each) => plainText(build, each));
  if ([program, ...rest].some((each) => each.includes('${{')))
    complain(build.report, at.node.start, 'the command of a secret is plain text without `${{ }}`');
  return { kind: 'command', argv: [program, ...rest] };
}
