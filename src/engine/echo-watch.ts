import type { EchoState } from '../terminal/terminal.js';
import type { Client } from './client.js';
import { ECHO_SCRIPT } from './echo-script.js';
import { LineHelper } from './line-helper.js';

/** One helper in the container that answers, any number of times, whether a terminal echoes. */
export class EchoWatch {
  readonly #helper: LineHelper;

  private constructor(helper: LineHelper) {
    this.#helper = helper;
  }

  static async open(client: Client, containerId: string): Promise<EchoWatch> {
    const spec = { script: ECHO_SCRIPT, doing: 'watch a terminal in the container' };
    return new EchoWatch(await LineHelper.open(client, containerId, spec));
  }

  /** One question after the other; `unknown` when the helper or the terminal is gone. */
  async ask(path: string, waitMs: number): Promise<EchoState> {
    const [value] = await this.#helper.ask(`${Math.ceil(waitMs)} ${path}`, () => true);
    return value === 'on' || value === 'off' || value === 'raw' ? value : 'unknown';
  }

  /** The helper ends at the end of its stdin. */
  close(): void {
    this.#helper.close();
  }
}
