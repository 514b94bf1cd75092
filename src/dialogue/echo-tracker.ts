import { type Come, comeBehind, comeOf, expectedEcho, longestEcho } from './echo.js';

/** A stretch of the text that is our own typing coming back. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Stands for one character of echo in the text that patterns see; a Unicode noncharacter, so no program prints it. */
export const echoMask = '\uFFFE';

/** The text that is held; all offsets are absolute. */
export interface HeldText {
  /** Where it begins: what lies above is held no longer. */
  readonly start: number;
  /** Where the line being written begins. */
  readonly lineBegin: number;
  textFrom(offset: number): string;
}

/** Remembers what was typed and where, and hides what came back of it. */
export interface EchoTracker {
  /** Takes note of text typed while the cursor was at the absolute offset `at`. */
  typed(text: string, at: number): void;
  /** Expects no echo any more of what was typed at the absolute offset `at` or behind it. */
  forgetFrom(at: number): void;
  /** Where the echo that stands at the absolute offset `at` ends, or `at`. */
  endOfSpanAt(at: number): number;
  /**
   * The spans of echo that end after an offset in `text`, which is what is held from the offset `start` on; one may begin before. They
   * come in the order of their starts, and may lie upon one another. All offsets are absolute.
   */
  spans(text: string, range: { readonly start: number; readonly endingAfter: number }): readonly Span[];
}

/** Something typed, and where. */
interface Expectation {
  /** Absolute offset of the cursor. */
  readonly at: number;
  readonly expected: string;
  /** The echo of this and of all that was typed before ends here at the latest. */
  readonly endsBy: number;
  /** It begins with what was to come of what had been typed before. */
  readonly isChain: boolean;
  /** Nothing is to come behind the end of its first line. */
  readonly isOneLine: boolean;
}

/** Enough for everything that is typed ahead at once; older echo lies far above any match. */
const remembered = 64;

export function createEchoTracker(held: HeldText): EchoTracker {
  let expectations: Expectation[] = [];

  function expect(at: number, expected: string, isChain: boolean): void {
    const before = expectations.at(-1)?.endsBy ?? 0;
    const endsBy = Math.max(before, at + longestEcho(expected));
    const isOneLine = expected.indexOf('\n') === expected.length - 1;
    expectations.push({ at, expected, endsBy, isChain, isOneLine });
    if (expectations.length > 2 * remembered) expectations = expectations.slice(-remembered);
  }

  /** How far it has come; `end` is absolute. */
  function come({ at, expected }: Expectation): Come {
    const gone = held.start - at;
    if (gone <= 0) {
      const { end, count } = comeOf(expected, held.textFrom(at), 0);
      return { end: at + end, count };
    }
    const { end, count } = comeBehind(expected, gone, held.textFrom(held.start));
    return { end: end === 0 ? at : held.start + end, count };
  }

  /**
   * What is still to come at the cursor of what was typed before: a line that is slow has not brought it back yet. Who does not echo that
   * may echo what is typed now, which is expected by itself too.
   */
  function outstandingAt(cursor: number): string {
    for (let index = expectations.length - 1; index >= 0; index--) {
      const each = expectations[index];
      if (each === undefined || each.endsBy < cursor) return '';
      // A line that was typed has come back whole, or never will, when the next one is written.
      if (each.isOneLine && each.at < held.lineBegin && held.lineBegin <= cursor) return '';
      const { end, count } = come(each);
      if (end === cursor && count < each.expected.length) return each.expected.slice(count);
      // Behind a chain stands what was typed last by itself.
      if (!each.isChain) return '';
    }
    return '';
  }

  return {
    typed(text, at) {
      const expected = expectedEcho(text);
      if (expected === '') return;
      const outstanding = outstandingAt(at);
      const last = expectations.at(-1);
      if (outstanding !== '' && last?.isChain === true && last.at === at) expectations.pop();
      expect(at, expected, false);
      if (outstanding !== '') expect(at, outstanding + expected, true);
    },
    forgetFrom(from) {
      expectations = expectations.filter(({ at }) => at < from);
    },
    endOfSpanAt(at) {
      let furthest = at;
      for (let index = expectations.length - 1; index >= 0; index--) {
        const each = expectations[index];
        if (each === undefined || each.endsBy < at) break;
        if (each.at === at) furthest = Math.max(furthest, come(each).end);
      }
      return furthest;
    },
    spans(text, { start, endingAfter }) {
      const spans: Span[] = [];
      // Nearly all lie far above: to compare those as well was a tenth of the time an answer takes.
      for (let index = expectations.length - 1; index >= 0; index--) {
        const each = expectations[index];
        if (each === undefined || each.endsBy <= endingAfter) break;
        const { at, expected } = each;
        const end = at < start ? come(each).end : start + comeOf(expected, text, at - start).end;
        if (end > at && end > start && end > endingAfter) spans.push({ start: at, end });
      }
      // The cursor may have gone up in between.
      return spans.length > 1 ? spans.reverse().sort((one, other) => one.start - other.start) : spans;
    },
  };
}

/** Replaces the spans (in the order of their starts, absolute) by masks of the same length, line ends kept. */
export function maskSpans(text: string, start: number, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const span of spans) {
    const [from, to] = [Math.max(at, span.start - start), span.end - start];
    if (to <= from) continue;
    pieces.push(text.slice(at, from), text.slice(from, to).replace(/[^\n]/g, echoMask));
    at = to;
  }
  return pieces.join('') + text.slice(at);
}
