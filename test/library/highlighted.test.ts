import { expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

const items = ['a', 'Apple', 'b', 'Banana', 'c', 'Cherry'];
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
    for (const chosen of ['Apple', 'Banana', 'Cherry']) {
      await menu.expect({ screen: chosen, highlighted: true });
      for (const other of ['Apple', 'Banana', 'Cherry'].filter((each) => each !== chosen)) {
        const { index } = await menu.expect([{ screen: other, highlighted: true }, { timeoutMs: 300 }]);
        expect([chosen, other, index]).toEqual([chosen, other, 1]);
      }
        if (chosen !== 'Cherry') await menu.press('down');
    }
  },
);
