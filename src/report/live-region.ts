import type { ReportClock } from './clock.js';
import type { Write } from './report.js';
import { displayWidth, truncate } from './text.js';

/** A line of the region: clean text, and how it is coloured once it is cut to the width. */
export interface LiveLine {
  readonly text: string;
  /** Stands behind the text, which is cut to leave room for it. */
  readonly tail?: string;
  readonly paint?: (text: string) => string;
}

/** A few lines at the bottom of a terminal that are drawn again and again in place. */
export interface LiveRegion {
  /** What it shows changed: draws now, or as soon as the last drawing is old enough. */
  changed(): void;
  /** Writes lines that stay, above the region. */
  printAbove(lines: readonly string[]): void;
  /** Takes the region off the screen while somebody else writes there; what is to be printed above waits. */
  suspend(): void;
  resume(): void;
  /** Takes the region off the screen, for good. */
  stop(): void;
}

export interface LiveRegionSpec {
  readonly write: Write;
  readonly clock: ReportClock;
  /** The terminal's size now. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** What the region shows now. */
  readonly lines: () => readonly LiveLine[];
}

/** At most ten drawings a second; at least one, for the clocks in the lines. */
const shortestMs = 100;
const longestMs = 1000;

/**
 * The cursor stays visible and rests below the region, and each drawing is one write that ends with all attributes
 * reset: whenever the process dies, `kill -9` included, the terminal is as it should be.
 */
export function createLiveRegion({ write, clock, size, lines }: LiveRegionSpec): LiveRegion {
  let drawn: readonly string[] = [];
  let drawnMs = -Infinity;
  let dueMs = Infinity;
  let cancelDraw = (): void => undefined;
  let isStopped = false;
  let isSuspended = false;
  let waiting: readonly string[] = [];

  /** What the terminal made of a line when it was narrowed since: that many rows. */
  function rowsDrawn(): number {
    const { columns } = size();
    return drawn.reduce((rows, line) => rows + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
  }

  const erasing = (): string => (drawn.length === 0 ? '' : `\r\x1b[${rowsDrawn()}A\x1b[J`);

  function draw(above: readonly string[] = []): void {
    const { columns, rows } = size();
    const shown = lines()
      .slice(0, Math.max(1, rows - 1))
      .map(({ text, tail = '', paint }) => ({ text: fit(text, tail, columns - 1), paint }));
    const painted = shown.map(({ text, paint }) => (paint === undefined ? text : paint(text)));
    const drawing = erasing() + [...above, ...painted].map((line) => `${line}\n`).join('');
    if (drawing !== '') write(drawing);
    drawn = shown.map(({ text }) => text);
    drawnMs = clock.nowMs();
    schedule(drawnMs + longestMs);
  }

  function schedule(atMs: number): void {
    cancelDraw();
    dueMs = atMs;
    cancelDraw = clock.after(Math.max(0, atMs - clock.nowMs()), () => draw());
  }

  return {
    changed() {
      if (isStopped || isSuspended) return;
      const nextMs = drawnMs + shortestMs;
      if (clock.nowMs() >= nextMs) draw();
      else if (dueMs > nextMs) schedule(nextMs);
    },
    printAbove(above) {
      if (isSuspended) waiting = [...waiting, ...above];
      else if (!isStopped) draw(above);
    },
    suspend() {
      if (isStopped || isSuspended) return;
      isSuspended = true;
      cancelDraw();
      if (drawn.length > 0) write(erasing());
      drawn = [];
    },
    resume() {
      if (!isSuspended) return;
      isSuspended = false;
      if (!isStopped) draw(waiting);
      waiting = [];
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      cancelDraw();
      if (drawn.length > 0) write(erasing());
    },
  };
}

function fit(text: string, tail: string, columns: number): string {
  return truncate(truncate(text, Math.max(1, columns - tail.length)) + tail, columns);
}
