import { expect, it } from 'vitest';
import { PlainOutput } from '../../src/engine/plain-output.js';

/** A frame as the engine sends it: 1 is stdout, 2 stderr. */
function frame(stream: 1 | 2, text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(stream);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

it.each<readonly [string, readonly Buffer[], string]>([
  ['nothing at all', [], ''],
  ['output that overtook the greeting', [frame(1, '1\n2\n')], ''],
  [
    'why the engine could not start it',
    [frame(1, 'OCI runtime exec failed: no\r\n')],
    'OCI runtime exec failed: no',
  ],
  ['words on stderr', [frame(2, 'crun: no such program\n')], 'crun: no such program'],
])('of a command that ended without its greeting, %s is told as a refusal or not', (_, pieces, refusal) => {
  const output = new PlainOutput('n0nce');
  for (const piece of pieces) output.push(piece);
  expect([output.isGreeted, output.refusal]).toEqual([false, refusal]);
});
