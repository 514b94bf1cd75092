import { writeSync } from 'node:fs';

/** Writes to a non-blocking descriptor in order; what does not fit waits until it does. */
export interface ByteWriter {
  write(bytes: Uint8Array): void;
  /** Drops what still waits. */
  stop(): void;
}

export function createByteWriter(fd: number): ByteWriter {
  let queue: Uint8Array[] = [];
  let retry: NodeJS.Timeout | undefined;

  function flush(): void {
    retry = undefined;
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const written = tryWrite(fd, next);
      if (written === next.length) queue.shift();
      else {
        queue[0] = next.subarray(written);
        // The reader is not reading; a descriptor that libuv already polls for reading cannot be polled for writing too.
        retry = setTimeout(flush, 1);
        return;
      }
    }
  }

  return {
    write(bytes) {
      queue.push(bytes);
      if (retry === undefined) flush();
    },
    stop() {
      queue = [];
      clearTimeout(retry);
    },
  };
}

/** Bytes written now; a reader that is gone takes everything. */
function tryWrite(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return 0;
    if (code === 'EIO') return bytes.length;
    throw error;
  }
}
