import type { Terminal as Emulator } from '@xterm/headless';
import { cellWidth } from '../screen/cell-width.js';

/**
 * Makes the emulator count cells as programs do: of itself it goes by Unicode 6, where an emoji is one cell wide, and what
 * a program draws behind one stands a column beside where the program means it.
 */
export function useCellWidths({ unicode }: Emulator): void {
  unicode.register({ version: 'programs', wcwidth: cellWidth, charProperties });
  unicode.activeVersion = 'programs';
}

/**
 * Width and whether the character joins the one before, packed as the emulator wants it (UnicodeService.ts of xterm.js): the
 * lowest bit says that it joins, the two above are the width, then of a joined character the whole's.
 */
function charProperties(codePoint: number, preceding: number): number {
  const width = cellWidth(codePoint);
  const widthBefore = (preceding >> 1) & 3;
  const isJoined = width === 0 && widthBefore > 0;
  return ((isJoined ? widthBefore : width) << 1) | Number(isJoined);
}
