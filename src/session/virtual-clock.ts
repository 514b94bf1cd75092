import type { Clock } from './clock.js';

/** After so many the event loop has its turn: whoever wants to interrupt must be heard. */
const mostMoments = 1000;

interface Timer {
  readonly atMs: number;
  readonly call: () => void;
}

/**
 * A clock that nobody waits for: it jumps to what is due next as soon as everything at hand is done, and stands still while work
 * it was told of (`during`) is under way. Begins at 0.
 */
export function createVirtualClock(): Clock {
  let nowMs = 0;
  let underWay = 0;
  let beside = 0;
  let isTurnDue = false;
  let soonCalls: (() => void)[] = [];
  const timers: Timer[] = [];

  /** What was promised is told of between two turns of the event loop, so that a turn is all it takes. */
  function turnSoon(): void {
    if (isTurnDue) return;
    isTurnDue = true;
    setImmediate(turn);
  }

  /** Moments follow each other at once as long as nobody can be waiting for one of them. */
  function turn(): void {
    isTurnDue = false;
    for (let moments = 0; moments < mostMoments && underWay === 0; moments++) {
      if (soonCalls.length > 0) {
        const calls = soonCalls;
        soonCalls = [];
        for (const call of calls) call();
      } else if (timers.length > 0) passTime();
      else return;
      if (beside > 0) break;
    }
    if (underWay === 0) turnSoon();
  }

  function passTime(): void {
    let at = 0;
    for (let other = 1; other < timers.length; other++)
      if ((timers[other]?.atMs ?? 0) < (timers[at]?.atMs ?? 0)) at = other;
    const [next] = timers.splice(at, 1);
    if (next === undefined) return;
    nowMs = Math.max(nowMs, next.atMs);
    next.call();
  }

  return {
    nowMs: () => nowMs,
    slowdown: () => 1,
    after(ms, call) {
      const timer = { atMs: nowMs + Math.max(0, ms), call };
      timers.push(timer);
      turnSoon();
      return () => {
        const at = timers.indexOf(timer);
        if (at >= 0) timers.splice(at, 1);
      };
    },
    soon(call) {
      soonCalls.push(call);
      turnSoon();
    },
    async beside(work) {
      beside++;
      try {
        return await work;
      } finally {
        beside--;
        turnSoon();
      }
    },
    async during(work) {
      underWay++;
      try {
        return await work;
      } finally {
        underWay--;
        turnSoon();
      }
    },
  };
}
