/** From where on a growing text may stand on the screen: what was written before that has been cleared off it. */
export interface ScreenStart {
  readonly offset: number;
  /** The screen is empty; a line that was begun goes on all the same. */
  cleared(line: Begun): void;
  /** Private modes are set or reset: among them may be the alternate screen, which is empty at first, or the other one again. */
  setModes(modes: readonly number[], isOn: boolean, line: Begun): void;
  /** Whether the alternate screen has been shown. */
  readonly hasUsedAlternate: boolean;
  /** Something is written on the line. */
  written(): void;
  /** The line is finished; the next one begins at this offset. */
  finished(nextStart: number): void;
}

/** The line being written: the offset where it begins, and whether anything is written on it. */
export interface Begun {
  readonly start: number;
  readonly isEmpty: boolean;
}

/** Private modes that show the alternate screen (xterm, ctlseqs.txt). */
const alternateScreen: ReadonlySet<number> = new Set([47, 1047, 1049]);

export function createScreenStart(): ScreenStart {
  let offset = 0;
  /** Of the line that is being written nothing stands on the screen. */
  let isLineGone = false;
  /** The offset of the other screen, while the alternate one is shown. */
  let other: number | undefined;
  let hasUsedAlternate = false;

  function cleared({ start, isEmpty }: Begun): void {
    offset = start;
    isLineGone = !isEmpty;
  }

  return {
    get offset() {
      return offset;
    },
    cleared,
    get hasUsedAlternate() {
      return hasUsedAlternate;
    },
    setModes(modes, isOn, line) {
      if (!modes.some((mode) => alternateScreen.has(mode)) || isOn === (other !== undefined)) return;
      hasUsedAlternate = true;
      if (other === undefined) {
        other = offset;
        cleared(line);
      } else {
        // What the alternate screen showed lies in the midst of the other one's text: too much is taken rather than too little.
        offset = other;
        other = undefined;
        isLineGone = false;
      }
    },
    written() {
      isLineGone = false;
    },
    finished(nextStart) {
      if (isLineGone) offset = nextStart;
      isLineGone = false;
    },
  };
}
