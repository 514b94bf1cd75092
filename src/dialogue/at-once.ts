import { isQuiet, type Stop } from './at-stop.js';
import { besideText } from './beside-text.js';
import { type Candidate, first, isUndecided, type Rule } from './candidates.js';
import type { Found } from './matcher.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/** An exchange that acts as soon as it is seen, and where: in the text, or beside it on the screen or in the bytes. */
export interface Acting {
  readonly exchange: Exchange;
  readonly found: Found;
  /** `fatal` is one of `fail-on`. */
  readonly how: 'fatal' | 'text' | 'beside';
}

/** Who acts now, stop or no stop: `fail-on` before all others, then text before what stands beside it. */
export function whoActs(stop: Stop, sight: Sight): Acting | undefined {
  for (const rule of stop.rules.failOn) {
    const fatal = scan(rule, stop, { sight, floor: 0 });
    if (fatal !== undefined) return { exchange: rule.exchange, found: fatal.found, how: 'fatal' };
  }
  const hit = inText(stop, sight);
  if (hit !== undefined) return { exchange: hit.exchange, found: hit.found, how: 'text' };
  const beside = first(besideTextNow(stop, sight));
  return beside === undefined ? undefined : { exchange: beside.exchange, found: beside.found, how: 'beside' };
}

function inText(stop: Stop, sight: Sight): Candidate | undefined {
  const { eager } = stop.live;
  if (eager.length === 0) return undefined;
  const hit = first(eager.flatMap((rule) => scan(rule, stop, { sight, floor: floorOf(rule, sight) }) ?? []));
  if (hit === undefined || isQuiet(stop)) return hit;
  return isUndecided(hit, eager, sight) ? undefined : hit;
}

function scan(
  rule: Rule,
  stop: Stop,
  { sight, floor }: { readonly sight: Sight; readonly floor: number },
): Candidate | undefined {
  const { scanner, unspent } = stop.reading;
  return scanner.scan(rule, sight, { floor, isQuiet: isQuiet(stop), settledTo: unspent.view.lineStart });
}

const floorOf = ({ exchange: { windowChars = Infinity } }: Rule, sight: Sight): number =>
  Math.max(sight.saidFrom, sight.text.length - windowChars);

/** Checkpoints on the screen and on the bytes. */
function besideTextNow({ live, rules, reading, nowMs }: Stop, sight: Sight): readonly Candidate[] {
  return live.eagerBesideText.flatMap(({ exchange, order }) =>
    besideText(exchange, reading, { sight, nowMs, order, isAlways: rules.isAlways }).slice(0, 1),
  );
}
