import { createInterface } from 'node:readline';
import { PassThrough, type Duplex } from 'node:stream';
import type { EchoState } from '../terminal/terminal.js';
import type { Client } from './client.js';
import { Demultiplexer } from './demux.js';
import { drain } from './drain.js';
import { ECHO_SCRIPT } from './echo-script.js';
import { startExec } from './exec-call.js';
import { engineCall } from './failure.js';
import type { Greeting } from './greeting.js';

/** One helper in the container that answers, any number of times, whether a program's terminal echoes. */
export class EchoWatch {
  readonly #stream: Duplex;
  readonly #answers: AsyncIterator<string, undefined>;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(stream: Duplex) {
    this.#stream = stream;
    const stdout = new PassThrough();
    const demultiplexer = new Demultiplexer((bytes, name) => name === 'stdout' && stdout.write(bytes));
    drain(stream, (bytes) => demultiplexer.push(bytes)).then(
      () => stdout.end(),
      () => stdout.end(),
    );
    this.#answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  static async open(
    client: Client,
    containerId: string,
    { pid, ttyPath = '' }: Greeting,
  ): Promise<EchoWatch> {
    const argv = ['/bin/sh', '-c', ECHO_SCRIPT, 'unattend', String(pid), ttyPath];
    const call = { containerId, argv, user: '0:0', hasStdin: true };
    const { stream } = await engineCall('watch a terminal in the container', () => startExec(client, call));
    return new EchoWatch(stream);
  }

  /** One question after the other; `unknown` when the helper or the terminal is gone. */
  ask(waitMs: number): Promise<EchoState> {
    const answer = this.#last.then(async () => {
      this.#stream.write(`${Math.ceil(waitMs)}\n`);
      const line = await this.#answers.next();
      const { value } = line;
      return value === 'on' || value === 'off' || value === 'raw' ? value : 'unknown';
    });
    this.#last = answer;
    return answer;
  }

  /** The helper ends at the end of its stdin. */
  close(): void {
    this.#stream.end();
  }
}
