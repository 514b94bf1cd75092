import type { EchoState } from '../terminal/terminal.js';
import type { Client } from './client.js';
import { ECHO_SCRIPT } from './echo-script.js';
import { LineHelper } from './line-helper.js';

/** A helper in the container that answers, any number of times, whether a terminal echoes. */
export class EchoWatch {
  readonly #asRoot: LineHelper;
  readonly #openAsUser: () => Promise<LineHelper>;
  #asUser: Promise<LineHelper> | undefined;

  private constructor(asRoot: LineHelper, openAsUser: () => Promise<LineHelper>) {
    this.#asRoot = asRoot;
    this.#openAsUser = openAsUser;
  }

  /** `user` is the program's, as an exec takes it. */
  static async open(client: Client, containerId: string, user: string): Promise<EchoWatch> {
    const spec = { script: ECHO_SCRIPT, doing: 'watch a terminal in the container' };
    const open = (as?: string): Promise<LineHelper> =>
      LineHelper.open(client, containerId, { ...spec, ...(as !== undefined && { user: as }) });
    return new EchoWatch(await open(), () => open(user));
  }

  /**
   * One question after the other; `unknown` when the helper or the terminal is gone. Root may not open a terminal of another user
   * in a container that was started without capabilities (DAC_OVERRIDE): that user is asked too.
   */
  async ask(path: string, waitMs: number): Promise<EchoState> {
    const question = `${Math.ceil(waitMs)} ${path}`;
    const state = await answerOf(this.#asRoot, question);
    if (state !== 'unknown') return state;
    try {
      return await answerOf(await (this.#asUser ??= this.#openAsUser()), question);
    } catch {
      return 'unknown'; // the container is gone, mostly
    }
  }

  /** The helpers end at the end of their stdin. */
  close(): void {
    this.#asRoot.close();
    this.#asUser?.then(
      (helper) => helper.close(),
      () => undefined,
    );
  }
}

async function answerOf(helper: LineHelper, question: string): Promise<EchoState> {
  const [value] = await helper.ask(question, () => true);
  return value === 'on' || value === 'off' || value === 'raw' ? value : 'unknown';
}
