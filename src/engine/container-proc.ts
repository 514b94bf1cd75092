import { parseStat, type ProcessFacts, type ProcReader, type ThreadFacts } from '../terminal/proc-reader.js';
import type { Client } from './client.js';
import { LineHelper } from './line-helper.js';
import { PROC_SCRIPT } from './proc-script.js';

/** /proc of a container, read by one helper in it. */
export class ContainerProc implements ProcReader {
  readonly #helper: LineHelper;

  private constructor(helper: LineHelper) {
    this.#helper = helper;
  }

  /** Root sees what other users' programs wait for only in containers of ours, which have SYS_PTRACE; a user their own. */
  static async open(client: Client, containerId: string, user = '0:0'): Promise<ContainerProc> {
    const doing = 'look at the programs in the container';
    return new ContainerProc(
      await LineHelper.open(client, containerId, { script: PROC_SCRIPT, doing, user }),
    );
  }

  async processes(): Promise<readonly ProcessFacts[]> {
    const found: { stat: string; threads: ThreadFacts[] }[] = [];
    for (const line of await this.#ask('processes')) {
      if (line.startsWith('P ')) found.push({ stat: line.slice(2), threads: [] });
      else {
        const [, state = '', syscall = ''] = /^T (\S*) ?(.*)$/.exec(line) ?? [];
        found.at(-1)?.threads.push({ state, syscall });
      }
    }
    return found.flatMap(({ stat, threads }) => parseStat(stat, threads) ?? []);
  }

  async link(pid: number, fd: number): Promise<string | undefined> {
    const [target] = await this.#ask(`link ${pid} ${fd}`);
    return target;
  }

  async memory(pid: number, address: bigint, length: number): Promise<Uint8Array | undefined> {
    const lines = await this.#ask(`memory ${pid} ${address} ${length}`);
    const bytes = Buffer.from(lines.join('').replace(/\s+/g, ''), 'hex');
    return bytes.length === length ? bytes : undefined;
  }

  async epollTargets(pid: number, fd: number): Promise<readonly number[]> {
    const lines = await this.#ask(`epoll ${pid} ${fd}`);
    return lines.flatMap((line) => {
      const [, target] = /^tfd:\s*(\d+)/.exec(line) ?? [];
      return target === undefined ? [] : [Number(target)];
    });
  }

  close(): void {
    this.#helper.close();
  }

  async #ask(question: string): Promise<readonly string[]> {
    const lines = await this.#helper.ask(question, (line) => line === '.');
    return lines.filter((line) => line !== '.');
  }
}
