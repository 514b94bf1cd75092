import { expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

const items = ['a', 'Apple', 'b', 'Banana', 'c', 'Cherry'];
const names = ['Apple', 'Banana', 'Cherry'];
const size = (columns: number, rows: number) => ({ columns, rows });

it.each([
  ['whiptail', size(80, 24)],
  ['whiptail', size(132, 43)],
  ['dialog', size(80, 24)],
  ['dialog', size(132, 43)],
])(
  'of a narrow menu only the chosen item is highlighted, whatever is behind the box: %s at %o',
  async (name, of) => {
    await using menu = await spawn([name, '--menu', 'Fruit', '12', '26', '3', ...items], { size: of });
    for (const chosen of names) {
      await menu.expect({ screen: chosen, highlighted: true });
      // The item that was chosen before may still be drawn as it was.
      await menu.expect({ timeoutMs: 300 });
      for (const other of names) {
        const { index } = await menu.expect([{ screen: other, highlighted: true }, { timeoutMs: 200 }]);
        expect([chosen, other, index]).toEqual([chosen, other, other === chosen ? 0 : 1]);
      }
      if (chosen !== 'Cherry') await menu.press('down');
    }
  },
);
