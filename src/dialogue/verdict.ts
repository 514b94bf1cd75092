import type { UnattendError } from '../errors.js';
import type { DialogueEvidence } from '../errors/dialogue.js';
import { verdictMs } from './at-stop.js';
import type { Decision } from './decision.js';
import * as failure from './failures.js';
import type { Reading } from './reading.js';
import type { Exchange } from './types.js';

/** Whether a dialogue has failed, or will once the program has had its say. */
export interface Verdict {
  readonly hasFailed: boolean;
  /** The exchange that makes the dialogue fail, while the rest of the output about it is waited for. */
  condemned(): Exchange | undefined;
  /** When it fails at the latest; Infinity while nothing condemns it. */
  readonly dueAtMs: number;
  /** `failing` tells why, once the screen has been shown. */
  fail(failing: () => UnattendError): Decision;
  /** Fails by an exchange that was seen, once what belongs to it has come: the first that condemns counts. */
  condemn(exchange: Exchange, nowMs: number): Decision | undefined;
  /** Whatever failed does not matter any more. */
  forget(): void;
}

interface VerdictParts {
  readonly settleMs: number;
  readonly evidence: (nowMs: number, exchange: Exchange) => DialogueEvidence;
}

export function createVerdict(reading: Reading, { settleMs, evidence }: VerdictParts): Verdict {
  let hasFailed = false;
  let condemned: { readonly exchange: Exchange; readonly untilMs: number } | undefined;

  function fail(failing: () => UnattendError): Decision {
    hasFailed = true;
    return { kind: 'fail', failing };
  }

  return {
    get hasFailed() {
      return hasFailed;
    },
    condemned: () => condemned?.exchange,
    get dueAtMs() {
      return condemned?.untilMs ?? Infinity;
    },
    fail,
    // What the program says in the same breath belongs to the failure, most often it is the reason: it is waited for.
    condemn(by, nowMs) {
      condemned ??= { exchange: by, untilMs: nowMs + verdictMs };
      const { exchange, untilMs } = condemned;
      if (reading.quietMs(nowMs) < settleMs && nowMs < untilMs) return undefined;
      return fail(() => failure.matched(evidence(nowMs, exchange), exchange));
    },
    forget() {
      hasFailed = false;
      condemned = undefined;
    },
  };
}
