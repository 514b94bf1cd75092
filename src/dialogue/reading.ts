import type { Screen, ScreenMark } from '../screen.js';
import type { Found } from './matcher.js';
import { rawPlaceBehind } from './raw-place.js';
import { createRawWindow, type RawWindow } from './raw-window.js';
import { createScanner, type Scanner } from './scanner.js';
import { shownLines } from './shown-lines.js';
import { createTrust, type Trust } from './trust.js';
import type { Match } from './types.js';
import { createUnspent, type Sight, type Unspent } from './unspent.js';

/**
 * What one program has written so far and what of it is spent: outlives the dialogues that are held with it one after the
 * other. All times are milliseconds of one monotonic clock.
 */
export interface Reading {
  readonly unspent: Unspent;
  readonly raw: RawWindow;
  readonly trust: Trust;
  readonly scanner: Scanner;
  readonly size: { readonly columns: number; readonly rows: number };
  /** The text before this absolute offset is spent, and the bytes up to those that wrote `text`, which stands before it. */
  spendText(offset: number, text: string): void;
  /** The bytes that are not spent, each one character, and the absolute offset where they begin. */
  rawUnspent(): { readonly text: string; readonly start: number };
  feed(bytes: Uint8Array, nowMs: number): void;
  /** The program's output has ended. */
  finish(nowMs: number): void;
  /** Takes note of what was typed, as it would be echoed, and of what the terminal showed then: default what was shown last. */
  typed(text: string, nowMs: number, mark?: ScreenMark): void;
  /** The program was not there, or somebody else had it, until now: time and silence count from here. */
  resumed(nowMs: number): void;
  /** Remembers what is spent; what is returned makes it so again, as if nothing had been typed since. */
  remember(): () => void;
  /** Takes the rendered screen as it was when `pieces` pieces of output had been fed. */
  show(screen: Screen, pieces: number): void;
  /** How many pieces of output have been fed. */
  readonly pieces: number;
  /** The rendered screen that was shown last, while nothing has been written since. */
  readonly currentScreen: Screen | undefined;
  /** The rendered screen that was shown last, and whether it may still be that of our last answer. */
  readonly lastScreen: Screen | undefined;
  /** The rendered screen when we typed last: known once a later one was shown, though nobody had looked then. */
  readonly screenWhenTyped: Screen | undefined;
  /** All that was typed at that screen; of a secret nothing. */
  readonly typedSinceShown: string;
  /** The text since we typed last, echo included. */
  readonly textSinceTyped: string;
  /** Whether the program has written anything since we typed last. */
  readonly hasWrittenSinceTyped: boolean;
  readonly hasEnded: boolean;
  readonly lastAnswerMs: number;
  /** The last output or the last answer, whichever was later. */
  readonly quietSinceMs: number;
  /** How long that is ago; Infinity once the output has ended. */
  quietMs(nowMs: number): number;
  /** What was matched, with the text since the match before; `isSpent` unless that text may still be matched. */
  take(found: Found, sight: Sight, isSpent?: boolean): Match;
  /** Text since the last match, as a person reads it. */
  afterMatch(): string;
  /** What a person would see, secrets removed, for messages: the rendered screen if that is known now, otherwise `textLines`. */
  lastLines(): readonly string[];
  /** The last lines of the text, as many as the screen has rows, secrets removed. */
  textLines(): readonly string[];
  /** The text between two absolute offsets, secrets removed, also one that begins before it: for messages. */
  concealed(from: number, to: number): string;
  resize(size: { columns: number; rows: number }): void;
}

/** So many texts that were spent are sought in the bytes, once somebody looks at them. */
const mostSpentTexts = 256;

/** `conceal` removes secrets from text: from all that is held, for a screen's first row may be the second half of one. */
export function createReading(
  initial: { columns: number; rows: number },
  startedMs: number,
  conceal: (text: string) => string = (text) => text,
): Reading {
  const size = { ...initial };
  const unspent = createUnspent(size);
  const { view } = unspent;
  const trust = createTrust();
  const raw = createRawWindow();
  const scanner = createScanner();
  let lastOutputMs = startedMs;
  let lastAnswerMs = startedMs;
  let hasEnded = false;
  let matchedTo = 0;
  let pieces = 0;
  /** Texts that were spent since somebody looked at the bytes, and where those ended then. */
  let spentTexts: { readonly texts: string[]; rawEnd: number } | undefined;
  let piecesWhenTyped = 0;
  let typedAt = 0;
  let shown: { readonly screen: Screen; readonly pieces: number } | undefined;
  let markWhenTyped: ScreenMark | undefined;
  let typedSinceShown = '';
  const quietSinceMs = (): number => Math.max(lastOutputMs, lastAnswerMs);

  /** Without what was cleared off the screen, unless nothing came after it or a secret lies across. */
  function shownText(): string {
    const held = view.textFrom(view.start);
    const text = conceal(held);
    const cleared = conceal(held.slice(0, Math.max(0, view.screenStart - view.start)));
    const shown = text.startsWith(cleared) ? text.slice(cleared.length) : text;
    return shown.trim() === '' ? text : shown;
  }

  return {
    unspent,
    raw,
    trust,
    scanner,
    size,
    spendText(offset, text) {
      unspent.spendTo(offset);
      spentTexts ??= { texts: [], rawEnd: raw.end };
      spentTexts.rawEnd = raw.end;
      if (spentTexts.texts.push(text) > mostSpentTexts) spentTexts.texts.shift();
    },
    rawUnspent() {
      const { text, start } = raw.from(raw.spentTo);
      if (spentTexts === undefined) return { text, start };
      const written = text.slice(0, Math.max(0, spentTexts.rawEnd - start));
      raw.spendTo(start + rawPlaceBehind(written, spentTexts.texts));
      spentTexts = undefined;
      return raw.from(raw.spentTo);
    },
    feed(bytes, nowMs) {
      trust.fed(view.end);
      view.push(bytes);
      raw.push(bytes);
      pieces++;
      lastOutputMs = nowMs;
    },
    finish(nowMs) {
      view.finish();
      hasEnded = true;
      lastOutputMs = nowMs;
    },
    typed(text, nowMs, mark = shown) {
      unspent.typed(text);
      trust.answered();
      lastAnswerMs = nowMs;
      const isSame =
        markWhenTyped === mark || (mark?.screen !== undefined && markWhenTyped?.screen === mark.screen);
      typedSinceShown = isSame ? typedSinceShown + text : text;
      markWhenTyped = mark;
      piecesWhenTyped = pieces;
      typedAt = view.cursor;
    },
    resumed(nowMs) {
      lastAnswerMs = nowMs;
    },
    remember() {
      const restore = unspent.remember();
      return () => {
        restore();
        scanner.forget();
        markWhenTyped = undefined;
      };
    },
    show(screen, at) {
      shown = { screen, pieces: at };
    },
    get pieces() {
      return pieces;
    },
    get currentScreen() {
      return shown?.pieces === pieces ? shown.screen : undefined;
    },
    get lastScreen() {
      return shown?.screen;
    },
    get screenWhenTyped() {
      return markWhenTyped?.screen;
    },
    get typedSinceShown() {
      return typedSinceShown;
    },
    get textSinceTyped() {
      return view.textFrom(typedAt);
    },
    get hasWrittenSinceTyped() {
      return pieces > piecesWhenTyped;
    },
    get hasEnded() {
      return hasEnded;
    },
    get lastAnswerMs() {
      return lastAnswerMs;
    },
    get quietSinceMs() {
      return quietSinceMs();
    },
    quietMs: (nowMs) => (hasEnded ? Infinity : nowMs - quietSinceMs()),
    take(found, sight, isSpent = true) {
      const start = sight.start + found.start;
      const before = view.textFrom(matchedTo).slice(0, Math.max(0, start - Math.max(matchedTo, view.start)));
      if (isSpent) matchedTo = sight.start + found.end;
      return { groups: found.groups, named: found.named, before };
    },
    afterMatch: () => view.textFrom(matchedTo),
    lastLines() {
      const { currentScreen } = this;
      // A program that took its screen along when it ended may have said why on it.
      const isGone = hasEnded && view.hasUsedAlternate && currentScreen?.isAlternate !== true;
      const held = view.textFrom(view.start);
      const lines = currentScreen === undefined || isGone ? [] : shownLines(currentScreen, held, conceal);
      return lines.length === 0 ? this.textLines() : lines;
    },
    textLines() {
      return shownText()
        .trimEnd()
        .split('\n')
        .slice(-size.rows)
        .map((line) => line.trimEnd());
    },
    concealed(from, to) {
      const text = view.textFrom(view.start).slice(0, Math.max(0, to - view.start));
      const shown = conceal(text);
      const before = conceal(text.slice(0, Math.max(0, from - view.start)));
      return shown.slice(commonLength(before, shown));
    },
    resize(next) {
      Object.assign(size, next);
      view.resize(next);
    },
  };
}

/** How long the beginning is that two texts have in common. */
function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
