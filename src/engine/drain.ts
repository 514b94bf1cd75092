import type { Readable } from 'node:stream';

/**
 * Hands on what a stream brings; resolves after the last byte, rejects when the connection breaks.
 * With `isHeld` the stream stays paused until the caller resumes it.
 */
export function drain(
  stream: Readable,
  onBytes: (bytes: Buffer) => void,
  { isHeld = false } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', onBytes);
    if (isHeld) {
      stream.pause();
    }
    stream.on('end', resolve);
    stream.on('close', resolve);
    stream.on('error', reject);
  });
}
