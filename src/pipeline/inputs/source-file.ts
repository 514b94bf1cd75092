import { createHash } from 'node:crypto';
import type { PathLike } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { InputProblem, readProblem } from './problem.js';
import type { FileStamp } from './write-file.js';

const CHUNK_BYTES = 128 * 1024;

export interface ReadOptions {
  /** Told how many more bytes were read. */
  readonly onRead?: (bytes: number) => void;
  readonly cancelSignal?: AbortSignal;
}

/**
 * A file that is read once from its beginning to its end, and digested on the way: the bytes that are handed out are
 * the bytes the digest is of, whatever happens to the file meanwhile.
 */
export class SourceFile implements AsyncDisposable {
  readonly sizeBytes: number;
  readonly stamp: FileStamp;
  readonly #file: FileHandle;
  readonly #options: ReadOptions;
  readonly #hash = createHash('sha256');
  readonly #isDigested: boolean;
  #position = 0;
  #digest: string | undefined;

  private constructor(
    file: FileHandle,
    found: FileStamp & { sizeBytes: number },
    options: ReadOptions,
    isDigested: boolean,
  ) {
    this.#file = file;
    this.sizeBytes = found.sizeBytes;
    this.stamp = { mode: found.mode, mtimeSeconds: found.mtimeSeconds };
    this.#options = options;
    this.#isDigested = isDigested;
  }

  /** @throws InputProblem when it is not a file that can be read. */
  static async open(path: PathLike, options: ReadOptions, isDigested = false): Promise<SourceFile> {
    try {
      const file = await open(path, 'r');
      const { size, mode, mtimeMs } = await file.stat();
      return new SourceFile(
        file,
        { sizeBytes: size, mode, mtimeSeconds: mtimeMs / 1000 },
        options,
        isDigested,
      );
    } catch (error) {
      throw readProblem(error);
    }
  }

  /** For those who read at any place; such reading is not digested. */
  get fd(): number {
    return this.#file.fd;
  }

  /** The first bytes, without having read them. */
  async head(count: number): Promise<Buffer> {
    const { bytesRead, buffer } = await this.#read(Buffer.alloc(count), 0);
    return buffer.subarray(0, bytesRead);
  }

  /** The bytes that were not handed out yet. */
  async *chunks(): AsyncGenerator<Buffer> {
    for (;;) {
      this.#options.cancelSignal?.throwIfAborted();
      const { bytesRead, buffer } = await this.#read(Buffer.allocUnsafeSlow(CHUNK_BYTES), this.#position);
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      this.#position += bytesRead;
      if (this.#isDigested) this.#hash.update(chunk);
      this.#options.onRead?.(bytesRead);
      yield chunk;
    }
  }

  /**
   * Reads what is left and compares the digest of all.
   * @throws InputProblem when it is another than `sha256`.
   */
  async verify(sha256: string): Promise<void> {
    const rest = this.chunks();
    while (!(await rest.next()).done);
    this.#digest ??= this.#hash.digest('hex');
    if (this.#digest !== sha256.toLowerCase())
      throw new InputProblem({ kind: 'digest', actual: this.#digest });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #read(buffer: Buffer, position: number): Promise<{ bytesRead: number; buffer: Buffer }> {
    try {
      return await this.#file.read(buffer, 0, buffer.length, position);
    } catch (error) {
      throw readProblem(error);
    }
  }
}
