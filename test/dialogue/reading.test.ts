import { expect, it } from 'vitest';
import { createReading } from '../../src/dialogue/reading.js';
import { createRedactor } from '../../src/redact.js';

it('a text that begins and goes on over a line within a secret shows no part of it', () => {
  const redactor = createRedactor(['tell-nobody']);
  const reading = createReading({ columns: 80, rows: 24 }, 0, (text) => redactor.text(text));
  reading.feed(Buffer.from('Key: tell-no\r\nbody is wrong.\r\nKey: '), 0);
  expect(reading.concealed(9, 28)).toBe('[redacted] is wrong.\n');
  expect(reading.concealed(18, 25)).toBe('is wron');
});
