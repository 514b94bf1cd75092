import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { PassThrough, type Duplex } from 'node:stream';
import type { Client } from './client.js';
import { Demultiplexer } from './demux.js';
import { drain } from './drain.js';
import type { Holder, HolderSpec } from './engine.js';
import { startExec } from './exec-call.js';
import { engineCall } from './failure.js';

/** A script of ours that runs as root in a container and answers lines with lines; it ends at the end of its stdin. */
export class LineHelper implements Holder {
  readonly #stream: Duplex;
  readonly #lines: AsyncIterator<string, undefined>;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(stream: Duplex) {
    this.#stream = stream;
    const stdout = new PassThrough();
    const demultiplexer = new Demultiplexer((bytes, name) => name === 'stdout' && stdout.write(bytes));
    drain(stream, (bytes) => demultiplexer.push(bytes)).then(
      () => stdout.end(),
      () => stdout.end(),
    );
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  static async open(client: Client, containerId: string, spec: HolderSpec): Promise<LineHelper> {
    const argv = ['/bin/sh', '-c', spec.script, 'unattend', ...(spec.args ?? [])] as const;
    const call = { containerId, argv, user: spec.user ?? '0:0', hasStdin: true };
    const { stream } = await engineCall({ client, doing: spec.doing }, () => startExec(client, call));
    return new LineHelper(stream);
  }

  /** Asks one question after the other; the answer ends with the line for which `isLast` holds. */
  ask(question: string, isLast: (line: string) => boolean): Promise<readonly string[]> {
    const answer = this.#last.then(async () => {
      this.#stream.write(`${question}\n`);
      const lines: string[] = [];
      for (;;) {
        const { value } = await this.#lines.next();
        if (value === undefined) return lines; // the helper or its container is gone
        lines.push(value);
        if (isLast(value)) return lines;
      }
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  /** All questions are answered: what is left of the connection is nothing that this process waits for. */
  close(): void {
    this.#stream.end();
    (this.#stream as Partial<Socket>).unref?.();
  }
}
