import { readSync } from 'node:fs';
import type { ConnectOpts, SocketConstructorOpts } from 'node:net';
import { ReadStream } from 'node:tty';

/** Reads a terminal's master side; the descriptor is its own and is closed with it. */
export interface HostReader {
  stop(): void;
}

export interface HostReaderSpec {
  readonly masterFd: number;
  /** Takes the next output; the bytes are the caller's to keep. */
  readonly onBytes: (bytes: Buffer) => void;
  readonly onError: () => void;
}

/** The system hands out at most 4095 bytes a read (Linux, N_TTY_BUF_SIZE): fewer than half of that is the end of it for now. */
const fullRead = 2048;
/** What is read at most before anybody looks at it: timers and answers have their turn in between. */
const batchBytes = 64 * 1024;

/**
 * A stream wakes us; what else lies ready is read at once, for a turn of the event loop costs several times the read of a
 * full piece.
 */
export function startHostReader({ masterFd, onBytes, onError }: HostReaderSpec): HostReader {
  const buffer = Buffer.allocUnsafeSlow(batchBytes);
  // Reads into our buffer: a stream of its own would take 64 kB for each piece of 4 kB.
  const options: SocketConstructorOpts & ConnectOpts = {
    onread: {
      buffer,
      callback: (count) => {
        const size = count < fullRead ? count : readOn(masterFd, buffer, count);
        onBytes(Buffer.from(buffer.subarray(0, size)));
        return true;
      },
    },
  };
  const stream = new ReadStream(masterFd, options);
  stream.on('error', onError);
  stream.resume();
  return { stop: () => void stream.destroy() };
}

/** Reads what lies ready into the buffer, of which `size` bytes are taken; returns how many are then. */
function readOn(fd: number, buffer: Buffer, size: number): number {
  let taken = size;
  try {
    for (let count = fullRead; count >= fullRead && taken < buffer.length; taken += count)
      count = readSync(fd, buffer, taken, buffer.length - taken, null);
  } catch (error) {
    // EIO is the end, which the stream finds as well.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EAGAIN' && code !== 'EIO') throw error;
  }
  return taken;
}
