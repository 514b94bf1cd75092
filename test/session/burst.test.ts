import { expect, it } from 'vitest';
import { converse } from '../../src/session/conversation.js';
import type { Completion, Terminal } from '../../src/terminal/terminal.js';
import { checkpoint, dialogue, exchange } from '../dialogue/support.js';

const size = { columns: 80, rows: 24 };

/** A terminal whose program writes all of this in one piece and ends well. */
function burst(bytes: Uint8Array, onOutput: (bytes: Uint8Array) => void): Terminal {
  const completion = new Promise<Completion>((resolve) => {
    setImmediate(() => {
      onOutput(bytes);
      setImmediate(() => resolve({ kind: 'exit', exitCode: 0 }));
    });
  });
  return {
    completion,
    write: () => undefined,
    resize: () => Promise.resolve(),
    kill: () => Promise.resolve(),
    waitState: () => Promise.resolve('unknown' as const),
    waitForEchoOff: () => Promise.resolve('unknown'),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

it.each([100_000, 1_000_000, 8_000_000])(
  'a text between two halves of %i bytes of one piece is seen',
  async (half) => {
    const line = `${'x'.repeat(69)}\n`;
    const noise = line.repeat(Math.ceil(half / line.length));
    const bytes = Buffer.from(`${noise}fatal-boom\n${noise}`);
    const open = (onOutput: (piece: Uint8Array) => void): Terminal => burst(bytes, onOutput);
    const common = { open, size, accepts: [0], secretValue: () => '', conceal: (text: string) => text };
    const fails = dialogue([], { failOn: [exchange('fatal-boom', checkpoint)] });
    await expect(converse({ ...common, dialogue: fails })).rejects.toThrow(
      'The program printed "fatal-boom".',
    );
    const passes = dialogue([exchange('fatal-boom', checkpoint)]);
    await expect(converse({ ...common, dialogue: passes })).resolves.toMatchObject({
      completion: { exitCode: 0 },
    });
  },
);
