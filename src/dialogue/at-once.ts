import { isQuiet, type Stop } from './at-stop.js';
import { besideText } from './beside-text.js';
import { type Candidate, first, isUndecided, type Rule } from './candidates.js';
import { type Found, longestReach } from './matcher.js';
import type { Exchange } from './types.js';
import type { Sight } from './unspent.js';

/** An exchange that acts as soon as it is seen, and where: in the text, or beside it on the screen or in the bytes. */
export interface Acting {
  readonly exchange: Exchange;
  readonly found: Found;
  /** `fatal` is one of `fail-on`. */
  readonly how: 'fatal' | 'text' | 'beside';
  /** As a candidate's. */
  readonly rawEnd?: number;
}

/** Who acts now, stop or no stop: `fail-on` before all others, then text before what stands beside it. */
export function whoActs(stop: Stop, sight: Sight): Acting | undefined {
  const { scanned, eagerBesideText } = stop.live;
  if (scanned.length === 0 && eagerBesideText.length === 0) return undefined;
  const mayStandThere = possible(stop, sight);
  for (const [index, rule] of stop.rules.failOn.entries()) {
    const fatal = scan(rule, stop, { sight, floor: 0, isPossible: mayStandThere(index) });
    if (fatal !== undefined) return { exchange: rule.exchange, found: fatal.found, how: 'fatal' };
  }
  const hit = inText(stop, sight, mayStandThere);
  if (hit !== undefined) return { exchange: hit.exchange, found: hit.found, how: 'text' };
  const beside = first(besideTextNow(stop, sight));
  if (beside === undefined) return undefined;
  const { exchange, found, rawEnd } = beside;
  return { exchange, found, how: 'beside', ...(rawEnd !== undefined && { rawEnd }) };
}

/** So much text is looked through once for all rules: less of it is looked at sooner than copied. */
const filteredSize = 4096;

const always = (): boolean => true;

/** Which of the rules that are scanned may match, by their index. */
function possible({ live, reading }: Stop, sight: Sight): (index: number) => boolean {
  if (sight.text.length < filteredSize) return always;
  const from = Math.max(0, reading.scanner.startFor(live.scanned) - sight.start);
  return sight.text.length - from < filteredSize ? always : live.filter().search(sight.text, from);
}

function inText(stop: Stop, sight: Sight, isPossible: (index: number) => boolean): Candidate | undefined {
  const { eager, scanned } = stop.live;
  if (eager.length === 0) return undefined;
  const firstIndex = scanned.length - eager.length;
  const candidates = eager.flatMap((rule, at) => {
    const options = { sight, floor: floorOf(rule, sight), isPossible: isPossible(firstIndex + at) };
    return scan(rule, stop, options) ?? [];
  });
  const hit = first(candidates);
  if (hit === undefined || isQuiet(stop)) return hit;
  return isUndecided(hit, eager, sight) ? undefined : hit;
}

function scan(
  rule: Rule,
  stop: Stop,
  {
    sight,
    floor,
    isPossible,
  }: { readonly sight: Sight; readonly floor: number; readonly isPossible: boolean },
): Candidate | undefined {
  const { scanner, unspent } = stop.reading;
  const { lineStart, lineBegin } = unspent.view;
  // Of a line that is longer than any match what was searched before is not searched again.
  const settledTo = Math.max(lineBegin, lineStart - longestReach);
  return scanner.scan(rule, sight, { isPossible, floor, isQuiet: isQuiet(stop), settledTo });
}

const floorOf = ({ exchange: { windowChars = Infinity } }: Rule, sight: Sight): number =>
  Math.max(sight.saidFrom, sight.text.length - windowChars);

/** Checkpoints on the screen and on the bytes. */
function besideTextNow(stop: Stop, sight: Sight): readonly Candidate[] {
  const { live, rules, reading, nowMs } = stop;
  const beside = { sight, nowMs, isAlways: rules.isAlways, isQuiet: isQuiet(stop) };
  return live.eagerBesideText.flatMap(({ exchange, order }) =>
    besideText(exchange, reading, { ...beside, order }).slice(0, 1),
  );
}
