import { type Links, parseStat, type ProcessFacts, type ThreadFacts } from '../terminal/proc-reader.js';
import type { Client } from './client.js';
import { LineHelper } from './line-helper.js';
import { linksIn, ownersIn, threadsIn } from './proc-answers.js';
import type { OwnerReader } from './proc-by-owner.js';
import { PROC_SCRIPT } from './proc-script.js';

/** /proc of a container, read by one helper in it. */
export class ContainerProc implements OwnerReader {
  readonly #helper: LineHelper;
  #architecture: Promise<string> | undefined;

  private constructor(helper: LineHelper) {
    this.#helper = helper;
  }

  /** Root sees what other users' programs wait for only in containers of ours, which have SYS_PTRACE; a user, `UID:GID`, their own. */
  static async open(client: Client, containerId: string, user = '0:0'): Promise<ContainerProc> {
    const doing = 'look at the programs in the container';
    return new ContainerProc(
      await LineHelper.open(client, containerId, { script: PROC_SCRIPT, doing, user }),
    );
  }

  async processes(): Promise<readonly ProcessFacts[]> {
    return (await this.#ask('stats')).flatMap((line) => parseStat(line) ?? []);
  }

  async threads(pids: readonly number[]): Promise<ReadonlyMap<number, readonly ThreadFacts[]>> {
    return pids.length === 0 ? new Map() : threadsIn(await this.#ask(`threads ${pids.join(' ')}`), pids);
  }

  async links(pids: readonly number[]): Promise<ReadonlyMap<number, Links>> {
    return pids.length === 0 ? new Map() : linksIn(await this.#ask(`links ${pids.join(' ')}`));
  }

  async owners(pids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    return pids.length === 0 ? new Map() : ownersIn(await this.#ask(`owners ${pids.join(' ')}`));
  }

  async descriptorInfo(pid: number, fd: number): Promise<string> {
    return (await this.#ask(`info ${pid} ${fd}`)).join('\n');
  }

  async memory(pid: number, address: bigint, length: number): Promise<Uint8Array | undefined> {
    const lines = await this.#ask(`memory ${pid} ${address} ${length}`);
    const bytes = Buffer.from(lines.join('').replace(/\s+/g, ''), 'hex');
    return bytes.length === length ? bytes : undefined;
  }

  async unixSockets(pid: number): Promise<string> {
    return (await this.#ask(`unix ${pid}`)).join('\n');
  }

  async terminalSettings(path: string): Promise<string> {
    return (await this.#ask(`settings ${path}`)).join('\n');
  }

  architecture(): Promise<string> {
    this.#architecture ??= this.#ask('arch').then(([name]) => name ?? '');
    return this.#architecture;
  }

  close(): void {
    this.#helper.close();
  }

  async #ask(question: string): Promise<readonly string[]> {
    const lines = await this.#helper.ask(question, (line) => line === '.');
    return lines.filter((line) => line !== '.');
  }
}
