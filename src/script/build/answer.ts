import type { ScriptAnswer } from '../model.js';
import { didYouMean, nearest } from '../nearest.js';
import type { RawAnswer } from '../schema/dialogue.js';
import { writeYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child } from './at.js';
import { rewritten, textTemplate, withoutFinalBreak } from './text.js';

/** Text that is typed, or a secret by its name; `isVisible` is what the exchange says of all its secrets. */
export function buildAnswer(build: Build, { value, node }: At<RawAnswer>, isVisible: boolean): ScriptAnswer {
  if (typeof value === 'string')
    return { kind: 'text', text: textTemplate(build, withoutFinalBreak({ value, node })) };
  const secret = child({ value, node }, 'secret');
  if (secret !== undefined) refuseUndeclaredSecret(build, secret);
  return { kind: 'secret', secret: value.secret, isVisible: value.visible ?? isVisible };
}

export function refuseUndeclaredSecret({ report, declared }: Build, { value, node }: At<string>): void {
  if (declared.secrets.includes(value)) return;
  const meant = nearest(value, declared.secrets);
  const suggestion = meant === undefined ? undefined : rewritten(report, node, writeYaml(meant));
  complain(
    report,
    node.start,
    `the secret \`${value}\` is not declared${didYouMean(value, declared.secrets)}`,
    suggestion,
  );
}
