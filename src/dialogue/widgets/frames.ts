import { type FrameGlyphs, frames, lineGlyphs } from './glyphs.js';
import { type Area, type Grid, cellAt, cellsBetween, textOf } from './grid.js';

/** The frames on a screen that bound a widget: what a button is drawn in is none. */
export function findBoxes(grid: Grid): readonly Area[] {
  const all = allFrames(grid);
  const buttons = new Set(all.filter((frame) => isButtonFrame(grid, frame, all)));
  return all.filter((frame) => !buttons.has(frame));
}

/** The frames of buttons within an area (whiptail's full buttons). */
export function buttonFrames(grid: Grid, area: Area): readonly Area[] {
  const all = allFrames(grid);
  return all.filter((frame) => contains(area, frame) && isButtonFrame(grid, frame, all));
}

/** One row high, a blank on both sides of what stands in it, and inside another frame; a field begins at its frame. */
function isButtonFrame(grid: Grid, frame: Area, all: readonly Area[]): boolean {
  if (frame.bottom - frame.top !== 2) return false;
  const { top, left, right } = interior(frame);
  const isPadded = /^ \S(?:.*\S)? $/.test(textOf(cellsBetween(grid, top, left, right)));
  return isPadded && all.some((other) => other !== frame && contains(other, frame));
}

function allFrames(grid: Grid): readonly Area[] {
  const known = framesIn.get(grid);
  if (known !== undefined) return known;
  const all: Area[] = [];
  for (const glyphs of frames)
    for (const [top, cells] of grid.entries())
      for (let left = 0; left < cells.length; left++)
        if (isOneOf(cells[left]?.text ?? '', glyphs.topLeft))
          all.push(...boxesFrom(grid, glyphs, top, left).filter((frame) => !isPartOf(all, frame)));
  framesIn.set(grid, all);
  return all;
}

/** In ASCII the branches of a line within a frame are corners too. */
function isPartOf(all: readonly Area[], { left, right, bottom }: Area): boolean {
  return all.some((other) => other.left === left && other.right === right && other.bottom === bottom);
}

const framesIn = new WeakMap<Grid, readonly Area[]>();

function boxesFrom(grid: Grid, glyphs: FrameGlyphs, top: number, left: number): readonly Area[] {
  const next = cellAt(grid, top, left + 1);
  // A title may begin right behind a corner that is nothing but a corner (cfdisk).
  if (!isOneOf(next, glyphs.horizontal) && !(glyphs === lineGlyphs && next === ' ')) return [];
  const width = grid[top]?.length ?? 0;
  for (let right = left + 2; right < width; right++) {
    const isCorner =
      isOneOf(cellAt(grid, top, right), glyphs.topRight) &&
      isOneOf(cellAt(grid, top, right - 1), glyphs.horizontal);
    const bottom = isCorner ? bottomOf(grid, glyphs, { top, left, right }) : undefined;
    if (bottom !== undefined) return [{ top, left, right, bottom }];
  }
  return [];
}

/** Follows both sides down to the lower corners; newt leaves gaps in them, beside text that scrolls in all of the right one. */
function bottomOf(
  grid: Grid,
  glyphs: FrameGlyphs,
  { top, left, right }: Omit<Area, 'bottom'>,
): number | undefined {
  let edge = top;
  for (let row = top + 1; row < grid.length; row++) {
    const sides = [cellAt(grid, row, left), cellAt(grid, row, right)] as const;
    if (isLowerEdge(grid, glyphs, { row, left, right })) {
      // Of ASCII, the upper edge of the next frame.
      if (row === edge + 1) break;
      edge = row;
      if (!isOneOf(sides[0], glyphs.vertical)) break;
    }
    const isSide = (text: string): boolean => text === ' ' || isOneOf(text, glyphs.vertical);
    const isBegun = row > edge + 1 || isOneOf(sides[0], glyphs.vertical);
    if (!isBegun || !sides.every(isSide)) break;
  }
  return edge === top ? undefined : edge;
}

function isLowerEdge(
  grid: Grid,
  { bottomLeft, bottomRight, horizontal }: FrameGlyphs,
  { row, left, right }: { readonly row: number; readonly left: number; readonly right: number },
): boolean {
  return (
    isOneOf(cellAt(grid, row, left), bottomLeft) &&
    isOneOf(cellAt(grid, row, right), bottomRight) &&
    isOneOf(cellAt(grid, row, left + 1), horizontal)
  );
}

const isOneOf = (text: string, glyphs: string): boolean => text !== '' && glyphs.includes(text);
export const contains = (outer: Area, inner: Area): boolean =>
  outer.top <= inner.top &&
  outer.bottom >= inner.bottom &&
  outer.left <= inner.left &&
  outer.right >= inner.right;
export const interior = (box: Area): Area => ({
  top: box.top + 1,
  bottom: box.bottom - 1,
  left: box.left + 1,
  right: box.right - 1,
});
