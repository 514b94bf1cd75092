/** A stretch of the text that is our own typing coming back. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Stands for one character of echo in the text that patterns see; a Unicode noncharacter, so no program prints it. */
export const echoMask = '\uFFFE';

/** Characters that act on the line or the terminal (erase, kill, word erase, end, literal next, reprint, flow) show nothing. */
const unechoed = /[\x04\x08\x11-\x13\x15-\x17\x7f]/g;
const control = /[\x00-\x08\x0b-\x1f\x7f]/g;
const hasControls = new RegExp(control.source);

/** What a terminal in its usual mode shows for typed characters: Enter as a line end, a tab as it is, controls as `^X`. */
function expectedEcho(typed: string): string {
  const lines = typed.replaceAll('\r', '\n');
  return hasControls.test(lines) ? lines.replace(unechoed, '').replace(control, caret) : lines;
}

const caret = (char: string): string => `^${String.fromCharCode(char.charCodeAt(0) ^ 0x40)}`;

/** Blanks that may stand in front of the echo or for a tab: more than any prompt ends with. */
const mostBlanks = 64;

function afterBlanks(text: string, at: number): number {
  let end = at;
  while (end < text.length && text[end] === ' ' && end - at < mostBlanks) end++;
  return end;
}

/**
 * How much of `expected` stands in `text` at `at`: echo is what comes back from where we typed, up to the first
 * difference. A blank that ends the prompt may still have been on its way when we typed.
 */
function echoLength(text: string, at: number, expected: string): number {
  const isBlankTyped = expected.startsWith(' ') || expected.startsWith('\t');
  const from = isBlankTyped ? at : afterBlanks(text, at);
  let end = from;
  for (let index = 0; index < expected.length && end < text.length; index++) {
    // A tab shows as blanks up to the next stop.
    if (expected[index] === '\t' && text[end] === ' ') end = afterBlanks(text, end);
    else if (text[end] === expected[index]) end++;
    else break;
  }
  return end === from ? 0 : end - at;
}

/** What a program shows for an answer it hides. */
export const isMask = (text: string): boolean => /^[*\u2022\u00b7\u25cf\u25aa]+\s*$/.test(text);

/** Whether a text is no more than what comes back of what was typed over, or in front of, what `stoodThere`. */
export function isEchoOf(text: string, typed: string, stoodThere: string): boolean {
  if (isMask(text)) return true;
  const rest = text.slice(echoLength(text, 0, expectedEcho(typed))).trim();
  return rest === '' || stoodThere.trim().endsWith(rest);
}

/** Whether a text is what comes back of the last keys that were typed, to the letter. */
export const isEndOfEcho = (text: string, typed: string): boolean =>
  text !== '' && expectedEcho(typed).endsWith(text);

/** Remembers what was typed and where, and hides what came back of it. */
export interface EchoTracker {
  /** Takes note of text typed while the cursor was at the absolute offset `at`. */
  typed(text: string, at: number): void;
  /** Expects no echo any more of what was typed at the absolute offset `at` or behind it. */
  forgetFrom(at: number): void;
  /** Where the echo that stands at the absolute offset `at` ends, or `at`; `textFrom` gives the text from an offset on. */
  endOfSpanAt(at: number, textFrom: (offset: number) => string): number;
  /**
   * The spans of echo that end after an offset in `text`, which starts at offset `start`; one may begin before. All offsets are
   * absolute; `textFrom` gives the text from an offset on.
   */
  spans(
    text: string,
    range: { readonly start: number; readonly endingAfter: number },
    textFrom: (offset: number) => string,
  ): readonly Span[];
}

/** Something typed, and where. */
interface Expectation {
  /** Absolute offset of the cursor. */
  readonly at: number;
  readonly expected: string;
  /** The echo of this and of all that was typed before ends here at the latest. */
  readonly endsBy: number;
}

function longestEcho(expected: string): number {
  const tabs = expected.includes('\t') ? expected.split('\t').length - 1 : 0;
  return expected.length + mostBlanks * (1 + tabs);
}

/** Enough for everything that is typed ahead at once; older echo lies far above any match. */
const remembered = 64;

export function createEchoTracker(): EchoTracker {
  let expectations: Expectation[] = [];
  return {
    typed(text, at) {
      const expected = expectedEcho(text);
      const before = expectations.at(-1)?.endsBy ?? 0;
      expectations.push({ at, expected, endsBy: Math.max(before, at + longestEcho(expected)) });
      if (expectations.length > 2 * remembered) expectations = expectations.slice(-remembered);
    },
    forgetFrom(from) {
      expectations = expectations.filter(({ at }) => at < from);
    },
    endOfSpanAt(at, textFrom) {
      const expectation = expectations.findLast((each) => each.at === at);
      return expectation === undefined ? at : at + echoLength(textFrom(at), 0, expectation.expected);
    },
    spans(text, { start, endingAfter }, textFrom) {
      const spans: Span[] = [];
      // Nearly all lie far above: to compare those as well was a tenth of the time an answer takes.
      for (let index = expectations.length - 1; index >= 0; index--) {
        const expectation = expectations[index];
        if (expectation === undefined || expectation.endsBy <= endingAfter) break;
        const { at, expected } = expectation;
        const length =
          at < start ? echoLength(textFrom(at), 0, expected) : echoLength(text, at - start, expected);
        const end = at + length;
        if (length > 0 && end > start && end > endingAfter) spans.push({ start: at, end });
      }
      return spans.length > 1 ? spans.reverse() : spans;
    },
  };
}

/** Replaces the spans (in order, absolute) by masks of the same length, line ends kept. */
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
