import { expect, it } from 'vitest';
import { KeyQueue } from '../../src/recording/record/key-queue.js';

it('gives one key at a time, whether it was pressed before or after it was asked for', async () => {
  const queue = new KeyQueue();
  queue.push(Buffer.from('sé\x1b[A'));
  expect([await queue.next(), await queue.next(), await queue.next()]).toEqual(['s', 'é', '\x1b[A']);
  const later = queue.next();
  queue.push(Buffer.from('\r'));
  expect(await later).toBe('\r');
});

it('keeps what nobody asked for', async () => {
  const queue = new KeyQueue();
  queue.push(Buffer.from(' yes\x1b[B\r'));
  expect([await queue.next(), queue.rest(), queue.rest()]).toEqual([' ', 'yes\x1b[B\r', '']);
});
