import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { spawn } from '../../src/index.js';
import { until } from '../support/until.js';

const takeOver = fileURLToPath(new URL('../../dist/session/take-over.js', import.meta.url));

/** Gives a full screen to the person at the terminal; its program cannot be told a size from the `fails`-th time on. */
const program = (fails: number): string => `
import { takeOver } from ${JSON.stringify(takeOver)};
const { stdin, stdout: out } = process;
const style = { isInverse: false, isBold: false, isDim: false, isUnderlined: false, background: 4 };
const lines = [{ text: 'large', isWrapped: false, runs: [{ text: 'large', style }] }];
let told = 0;
const resize = async () => {
  if (++told >= ${fails}) throw new Error('the container is gone');
};
const link = {
  size: { columns: 80, rows: 24 },
  screen: { lines, columns: 80, rows: 24, isAlternate: true, cursor: { row: 0, column: 0, isVisible: false } },
  listen: () => () => undefined,
  write: (bytes) => out.write('got ' + bytes),
  resize,
  ended: new Promise(() => undefined),
};
await takeOver({ stdin, out })(link).catch((error) => console.log('failed: ' + error.message));
console.log('told ' + told);
`;

const started = (fails: number) =>
  spawn([process.execPath, '--input-type=module', '-e', program(fails)], {
    env: {},
    size: { columns: 80, rows: 24 },
    timeoutMs: 20_000,
  });

it('puts the terminal back where the program cannot be told its size any more', async () => {
  await using terminal = await started(1);
  await terminal.expect('failed: the container is gone');
  await terminal.exit();
  expect(await terminal.screen()).toMatchObject({ isAlternate: false, cursor: { isVisible: true } });
});

it('goes on where that happens when the window changes', async () => {
  await using terminal = await started(2);
  await until('it is drawn', async () => (await terminal.screen()).isAlternate);
  await terminal.resize({ columns: 70, rows: 20 });
  terminal.write('x');
  await terminal.expect({ raw: /got x/ });
  terminal.write('\x1d');
  await terminal.expect('told 3');
  await terminal.exit();
  expect(await terminal.screen()).toMatchObject({ isAlternate: false, cursor: { isVisible: true } });
});
