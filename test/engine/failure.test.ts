import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Client } from '../../src/engine/client.js';
import { engineFailure, type EngineWork } from '../../src/engine/failure.js';
import { faultOf, type Place } from '../../src/engine/fault.js';
import { readProgress } from '../../src/engine/progress.js';

/** An engine that answers `_ping` so, and nothing else. */
function work(onPing: () => unknown, place?: Place): EngineWork {
  const dial = ({ path }: { path: string }, onAnswer: (error: unknown, answer: unknown) => void): void => {
    if (path !== '/_ping') throw new Error(`asked for ${path}`);
    try {
      onAnswer(null, onPing());
    } catch (error) {
      onAnswer(error, null);
    }
  };
  const client = { modem: { dial } } as unknown as Client;
  return { client, doing: 'start it', ...(place && { place }) };
}

const here = (): Readable => Readable.from(['OK']);
const asked = (): never => {
  throw new Error('the engine was asked');
};
const withCode = (code: string, message = code, more = {}): Error =>
  Object.assign(new Error(message), { code, ...more });
const refused = (statusCode: number, message = 'It broke'): Error =>
  Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${message}. `), { statusCode });

test('says what was done and what the engine said, without decoration', async () => {
  expect((await engineFailure(work(asked), refused(500))).message).toBe(
    'The container engine refused to start it: It broke.',
  );
  const withBody = Object.assign(new Error('x'), { json: { message: 'it broke' } });
  expect((await engineFailure(work(asked), withBody)).message).toBe(
    'The container engine failed to start it: it broke.',
  );
  expect((await engineFailure(work(asked), withCode('ECONNREFUSED', ''))).message).toBe(
    'The container engine went away while it was to start it: ECONNREFUSED.',
  );
});

test('a full disk is NO_SPACE, reported as a refusal or inside a stream', async () => {
  const line = JSON.stringify({
    errorDetail: { message: 'write /var/lib/docker/x: no space left on device' },
  });
  const pieces = ['{"status":"Loading"}\r\n', line.slice(0, 20), line.slice(20), '\n{"status":"on"}'];
  const stream = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  const error: unknown = await readProgress(stream).catch((failure: unknown) => failure);
  expect(await engineFailure({ ...work(asked), doing: 'load the image' }, error)).toMatchObject({
    code: 'UNATTEND_NO_SPACE',
    message: 'No space left to load the image: write /var/lib/docker/x: no space left on device.',
  });
  expect(faultOf(refused(500, 'write x: disk quota exceeded'), 'commit', true)).toBe('NO_SPACE');
});

test('what an engine says inside an answer of 200 is a refusal', async () => {
  const error: unknown = await readProgress(Readable.from([Buffer.from('{"error":"no"}')])).catch(
    (failure: unknown) => failure,
  );
  expect(faultOf(error, 'call', true)).toBe('ENGINE_REFUSED');
});

test('a progress stream that ends within a line cannot be read', async () => {
  const error: unknown = await readProgress(Readable.from([Buffer.from('{"stat')])).catch(
    (failure: unknown) => failure,
  );
  expect(faultOf(error, 'call', true)).toBe('ENGINE_GARBLED');
});

const broken = [
  withCode('ECONNRESET', 'socket hang up'),
  withCode('ECONNRESET', 'aborted'),
  withCode('EPIPE', 'write EPIPE'),
  withCode('ERR_STREAM_PREMATURE_CLOSE', 'Premature close'),
  withCode('HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/'),
];

describe.each(broken)('after %s', (error) => {
  test.each([
    ['call', 'ENGINE_GARBLED'],
    ['commit', 'ENGINE_GARBLED'],
    ['archive', 'ENGINE_GARBLED'],
    ['started program', 'ENGINE_GARBLED'],
    ['stream', 'STREAM_BROKEN'],
  ] as const)('of a %s an engine that is there is asked once: %s', async (place, fault) => {
    let questions = 0;
    const onPing = (): Readable => (questions++, here());
    expect((await engineFailure(work(onPing, place), error)).errorName).toBe(fault);
    const onRefusal = (): never => {
      questions++;
      throw refused(503);
    };
    expect((await engineFailure(work(onRefusal, place), error)).errorName).toBe(fault);
    const onReset = (): never => {
      questions++;
      throw withCode('ECONNRESET');
    };
    expect((await engineFailure(work(onReset, place), error)).errorName).toBe('ENGINE_GONE');
    expect(questions).toBe(3);
  });
});

test.each([
  withCode('ECONNREFUSED'),
  withCode('ENOENT', 'connect ENOENT /run/docker.sock', { syscall: 'connect' }),
  withCode('ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:2376', { syscall: 'connect' }),
  withCode('EHOSTUNREACH'),
  withCode('ENOTFOUND'),
])('%s: nobody is there, and nobody is asked', async (error) => {
  for (const place of ['call', 'commit', 'archive', 'started program', 'stream'] as const)
    expect((await engineFailure(work(asked, place), error)).errorName).toBe('ENGINE_GONE');
});

test.each<readonly [string, unknown, Place, string]>([
  ['a refusal', refused(409), 'call', 'ENGINE_REFUSED'],
  ['a refused commit', refused(500), 'commit', 'COMMIT_FAILED'],
  ['a commit that fails otherwise', new Error('x'), 'commit', 'COMMIT_FAILED'],
  ['a stream that ends too early', new Error('x'), 'stream', 'STREAM_BROKEN'],
  ['an archive that is none', new Error('Invalid tar header'), 'archive', 'ENGINE_GARBLED'],
  ['an answer that is no JSON', new SyntaxError('x'), 'call', 'ENGINE_GARBLED'],
  ['a program the engine forgot', refused(404), 'started program', 'ENGINE_GONE'],
  ['a question about a program that is refused', refused(500), 'started program', 'ENGINE_REFUSED'],
  ['a file that is not there', withCode('ENOENT', 'open', { syscall: 'open' }), 'call', 'ENGINE_FAILED'],
  ['what we stopped waiting for', withCode('ABORT_ERR'), 'call', 'ENGINE_FAILED'],
  ['anything else', 'x', 'call', 'ENGINE_FAILED'],
  ['nothing', undefined, 'call', 'ENGINE_FAILED'],
])('%s', (_, error, place, fault) => {
  expect(faultOf(error, place, true)).toBe(fault);
});

test('reads a progress stream that reports no failure, cut anywhere', async () => {
  const bytes = Buffer.from('{"status":"é"}\n\n{"stream":"Loaded"}');
  await readProgress(Readable.from([...bytes].map((byte) => Buffer.from([byte]))));
});
