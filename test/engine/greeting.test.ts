import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GreetingReader, greetingStart, type Greeting } from '../../src/engine/greeting.js';
import { readGreeting } from '../../src/engine/read-greeting.js';

const START = greetingStart('0123');

/** Feeds bytes cut at the given places; what is read and everything after it. */
function read(stream: string, cuts: readonly number[]): { greeting?: Greeting; rest: string } {
  const reader = new GreetingReader('0123');
  const bytes = Buffer.from(stream);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let at = 0;
  for (const place of [...places, bytes.length]) {
    const answer = reader.push(bytes.subarray(at, place));
    at = place;
    if (answer.kind !== 'pending') {
      const rest = Buffer.concat([answer.rest, bytes.subarray(at)]).toString();
      return answer.kind === 'greeted' ? { greeting: answer.greeting, rest } : { rest };
    }
  }
  return { rest: Buffer.from(reader.held).toString() };
}

test('takes pid and terminal out of the front, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.nat(200)), (output, cuts) => {
      expect(read(`${START}42;/dev/pts/7\x1b\\${output}`, cuts)).toEqual({
        greeting: { pid: 42, ttyPath: '/dev/pts/7' },
        rest: Buffer.from(output).toString(),
      });
    }),
  );
});

test('has no terminal path when there is no terminal', () => {
  expect(read(`${START}42;not a tty\x1b\\`, []).greeting).toEqual({ pid: 42 });
});

test('gives back a stream that starts with anything else', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200)), (cuts) => {
      const words = 'OCI runtime exec failed: no such file\r\n';
      expect(read(words, cuts)).toEqual({ rest: words });
    }),
  );
  expect(read(`${greetingStart('9999')}42;\x1b\\`, []).greeting).toBeUndefined();
});

test('gives back a start that never ends', () => {
  expect(read(`${START}${'x'.repeat(600)}`, []).greeting).toBeUndefined();
  expect(read(START, []).rest).toBe(START);
});

/** Tells nobody of its end. */
class Silent extends PassThrough {
  override destroy(): this {
    return this;
  }
}

test('a greeting that does not come is given up with the signal, also of a stream that tells nobody of its end', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const reading = readGreeting(new Silent(), '0123', controller.signal);
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
});

test('with a signal that has aborted already it is given up at once', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(readGreeting(new Silent(), '0123', signal)).rejects.toBe(signal.reason);
});
