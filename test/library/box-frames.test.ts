import { expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

it.each([
  ['whiptail', 'xterm-256color'],
  ['whiptail', 'vt100'],
  ['whiptail', 'ansi'],
  ['dialog', 'xterm-256color'],
  ['dialog', 'linux'],
  ['dialog', 'vt100'],
  ['dialog', 'ansi'],
  ['dialog --ascii-lines', 'xterm-256color'],
])(
  'a condition on the inside of a titled box holds however its frame is drawn: %s on %s',
  async (program, TERM) => {
    await using menu = await spawn(`${program} --title Tools --menu "Pick one" 12 40 2 a Alpha b Beta`, {
      env: { TERM, LANG: 'C.UTF-8' },
      size: { columns: 80, rows: 24 },
    });
    expect((await menu.expect({ screen: 'Pick one', box: 'Tools' })).index).toBe(0);
  },
);
