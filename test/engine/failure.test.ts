import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { engineFailure } from '../../src/engine/failure.js';
import { readProgress } from '../../src/engine/progress.js';

test('says what was done and what the engine said, without decoration', () => {
  const error = Object.assign(new Error('(HTTP code 500) server error - It broke. '), { statusCode: 500 });
  expect(engineFailure('start it', error).message).toBe('The container engine failed to start it: It broke.');
  const withBody = Object.assign(new Error('x'), { json: { message: 'it broke' } });
  expect(engineFailure('start it', withBody).message).toBe(
    'The container engine failed to start it: it broke.',
  );
});

test('a full disk is NO_SPACE, reported as a refusal or inside a stream', async () => {
  const line = JSON.stringify({
    errorDetail: { message: 'write /var/lib/docker/x: no space left on device' },
  });
  const pieces = ['{"status":"Loading"}\r\n', line.slice(0, 20), line.slice(20), '\n{"status":"on"}'];
  const stream = Readable.from(pieces.map((piece) => Buffer.from(piece)));
  const error: unknown = await readProgress(stream).catch((failure: unknown) => failure);
  expect(engineFailure('load the image', error)).toMatchObject({
    code: 'UNATTEND_NO_SPACE',
    message: 'No space left to load the image: write /var/lib/docker/x: no space left on device.',
  });
});

test('reads a progress stream that reports no failure, cut anywhere', async () => {
  const bytes = Buffer.from('{"status":"é"}\n\n{"stream":"Loaded"}');
  await readProgress(Readable.from([...bytes].map((byte) => Buffer.from([byte]))));
});
