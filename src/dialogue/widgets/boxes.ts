import type { Screen } from '../../screen.js';
import { buttonsIn } from './buttons.js';
import { contains, findBoxes, interior } from './frames.js';
import { type Area, type Grid, cellAt } from './grid.js';

/**
 * Where on the screen a widget may be, the likeliest first. A frame around the cursor bounds it: what stands behind or
 * beside that frame is not part of it. Without one, first what stands below all frames, then each outermost frame.
 */
export function widgetAreas(screen: Screen, grid: Grid): readonly Area[] {
  const boxes = findBoxes(grid);
  const { row, column } = screen.cursor;
  const around = boxes.filter((box) => contains(box, { top: row, bottom: row, left: column, right: column }));
  const nearest = around.sort((a, b) => sizeOf(a) - sizeOf(b));
  if (nearest[0] !== undefined) return [interior(wholeWidget(grid, nearest[0], nearest))];
  const whole = { top: 0, bottom: screen.rows - 1, left: 0, right: screen.columns - 1 };
  if (boxes.length === 0) return [whole];
  const outermost = boxes.filter((box) => !boxes.some((other) => other !== box && contains(other, box)));
  const lowest = Math.max(...outermost.map((box) => box.bottom));
  const below = row > lowest ? [{ ...whole, top: lowest + 1 }] : [];
  return [...below, ...outermost.map(interior).reverse(), whole];
}

/** Frames inside an area, without their borders. */
export function innerAreas(grid: Grid, area: Area): readonly Area[] {
  return findBoxes(grid)
    .filter((box) => contains(area, box))
    .map(interior);
}

/** What stands in the upper edge of the frame around an area. */
export function titleOf(grid: Grid, area: Area): string {
  const edge = Array.from({ length: area.right - area.left + 1 }, (_, index) =>
    cellAt(grid, area.top - 1, area.left + index),
  ).join('');
  return /[─═━qt┤-]\s*([^─═━┤├]*[^─═━┤├\s])\s*[─═━├-]/.exec(edge)?.[1] ?? '';
}

/** A dialog draws its list or field in a frame of its own, close to the sides of the frame that has the buttons. */
function wholeWidget(grid: Grid, box: Area, around: readonly Area[]): Area {
  if (buttonsIn(grid, interior(box)).length > 0) return box;
  const parent = around.find(
    (other) =>
      other !== box && contains(other, box) && box.left - other.left <= 4 && other.right - box.right <= 4,
  );
  return parent === undefined ? box : wholeWidget(grid, parent, around);
}

const sizeOf = (box: Area): number => (box.bottom - box.top) * (box.right - box.left);
