import type { EchoState } from '../terminal/terminal.js';
import type { Client } from './client.js';
import { ECHO_SCRIPT } from './echo-script.js';
import type { Greeting } from './greeting.js';
import { LineHelper } from './line-helper.js';

/** One helper in the container that answers, any number of times, whether a program's terminal echoes. */
export class EchoWatch {
  readonly #helper: LineHelper;

  private constructor(helper: LineHelper) {
    this.#helper = helper;
  }

  static async open(client: Client, containerId: string, greeting: Greeting): Promise<EchoWatch> {
    const { pid, ttyPath = '' } = greeting;
    const doing = 'watch a terminal in the container';
    const spec = { script: ECHO_SCRIPT, args: [String(pid), ttyPath], doing };
    return new EchoWatch(await LineHelper.open(client, containerId, spec));
  }

  /** One question after the other; `unknown` when the helper or the terminal is gone. */
  async ask(waitMs: number): Promise<EchoState> {
    const [value] = await this.#helper.ask(String(Math.ceil(waitMs)), () => true);
    return value === 'on' || value === 'off' || value === 'raw' ? value : 'unknown';
  }

  /** The helper ends at the end of its stdin. */
  close(): void {
    this.#helper.close();
  }
}
