import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { UnattendError } from '../errors.js';
import type { LayerEntry, LayerLook } from '../events/layer.js';
import type { Terminal } from '../terminal/terminal.js';
import { listChanges } from './changes.js';
import type { Client } from './client.js';
import { commitContainer } from './commit.js';
import { endAll } from './end-family.js';
import type {
  Change,
  CommitSpec,
  Container,
  ContainerTerminalSpec,
  ExecResult,
  ExecSpec,
  Holder,
  HolderSpec,
  ImageDescription,
  Journal,
} from './engine.js';
import { runExec } from './exec.js';
import { openTerminal } from './exec-terminal.js';
import { readLayer } from './layer.js';
import { LineHelper } from './line-helper.js';
import { removeContainer } from './remove-container.js';
import { runRootScript } from './root-script.js';
import { KEEP_FILE, OUR_FOLDER } from './switch.js';
import { readWrittenBytes } from './written-bytes.js';

interface Parts {
  readonly client: Client;
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  /** The stdin of PID 1; absent for a container that is not ours. */
  readonly stdin?: Duplex;
  readonly journal?: Journal;
}

/** A container that runs: ours, held by its stdin, or somebody else's, which is only visited. */
export class RunningContainer implements Container {
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  readonly visit = randomBytes(6).toString('hex');
  readonly journal?: Journal;
  readonly #client: Client;
  readonly #stdin: Duplex | undefined;
  #isKept = false;
  #removal: Promise<void> | undefined;

  constructor({ client, id, name, imageId, stdin, journal }: Parts) {
    this.id = id;
    this.name = name;
    this.imageId = imageId;
    if (journal !== undefined) this.journal = journal;
    this.#client = client;
    this.#stdin = stdin;
  }

  exec(spec: ExecSpec): Promise<ExecResult> {
    return runExec(this.#client, this.id, spec);
  }

  openTerminal(spec: ContainerTerminalSpec): Promise<Terminal> {
    return openTerminal(this.#client, this.id, spec);
  }

  hold(spec: HolderSpec): Promise<Holder> {
    return LineHelper.open(this.#client, this.id, spec);
  }

  async stopOtherProcesses(): Promise<void> {
    this.#mustBeOurs();
    await endAll(this.#client, this.id);
  }

  changes(cancelSignal?: AbortSignal): Promise<readonly Change[]> {
    return listChanges(this.#client, this.id, cancelSignal);
  }

  async readLayer(onEntry: (entry: LayerEntry) => void): Promise<LayerLook> {
    this.#mustBeOurs();
    return readLayer(this.#client, this.id, onEntry);
  }

  writtenBytes(): Promise<number | undefined> {
    return readWrittenBytes(this.#client, this.id);
  }

  async commit(spec: CommitSpec): Promise<ImageDescription> {
    this.#mustBeOurs();
    return commitContainer(this.#client, this.id, spec);
  }

  async keep(): Promise<void> {
    this.#mustBeOurs();
    const { exitCode, output } = await runRootScript(
      this.#client,
      this.id,
      `mkdir -p ${OUR_FOLDER} && : >${KEEP_FILE}`,
    );
    if (exitCode !== 0) {
      throw new UnattendError('ENGINE_FAILED', { doing: `keep the container ${this.name}`, reason: output });
    }
    this.#isKept = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stdin === undefined) {
      return;
    }
    if (this.#isKept) {
      this.#stdin.destroy();
      return;
    }
    this.#removal ??= this.#remove(this.#stdin);
    await this.#removal;
  }

  async #remove(stdin: Duplex): Promise<void> {
    try {
      await removeContainer(this.#client, this.name);
    } catch (error) {
      this.#removal = undefined;
      throw error;
    } finally {
      // Should the removal have failed, the switch ends the container as soon as its engine is there again.
      stdin.destroy();
    }
  }

  #mustBeOurs(): void {
    if (this.#stdin === undefined) {
      throw new Error(`the container ${this.name} is not ours: commands and terminals only`);
    }
  }
}
