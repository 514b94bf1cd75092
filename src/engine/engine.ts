import type { LayerEntry, LayerLook } from '../events/layer.js';
import type { Terminal, TerminalSpec } from '../terminal/terminal.js';
import type { Making } from './making.js';

/** What an image is configured to be; only the fields an image has (OCI image-spec, config.md, plus Docker's own). */
export interface ImageConfig {
  readonly user: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[] | null;
  readonly cmd: readonly string[] | null;
  readonly workdir: string;
  readonly labels: Readonly<Record<string, string>>;
  /** For example `8080/tcp`. */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly stopSignal: string | null;
  readonly shell: readonly string[] | null;
  readonly onBuild: readonly string[];
  /** The engine's own form, passed through untouched. */
  readonly healthcheck: unknown;
}

export interface ImageDescription {
  readonly id: string;
  readonly config: ImageConfig;
  /** Uncompressed layer digests, lowest first. */
  readonly diffIds: readonly string[];
  readonly sizeBytes: number;
}

export interface EngineInfo {
  readonly product: 'docker' | 'podman';
  readonly version: string;
  readonly apiVersion: string;
  readonly address: string;
  readonly storageDriver: string;
  readonly isRootless: boolean;
}

/** A host path shown inside a container at `target`; the source must exist on the engine's host. */
export interface Mount {
  readonly source: string;
  readonly target: string;
  readonly isReadOnly: boolean;
}

export interface ContainerSpec {
  /** Private name, known before the container exists so that a crash can be cleaned up. */
  readonly name: string;
  readonly image: string;
  readonly hostname: string;
  readonly network: string | null;
  readonly mounts: readonly Mount[];
  readonly making?: Making;
}

/** A command without a terminal in a container; stdin is /dev/null unless `stdin` is given. */
export interface ExecSpec {
  readonly argv: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** `name`, `uid`, `name:group`; default the image's user. */
  readonly user?: string;
  readonly cwd?: string;
  readonly stdin?: Uint8Array | AsyncIterable<Uint8Array>;
  readonly onOutput?: (bytes: Uint8Array, stream: 'stdout' | 'stderr') => void;
  /**
   * When it aborts, the command is killed and `exec` rejects with the signal's reason. An engine that does not answer the call to
   * start it is waited for 3 s more, and the command may then begin later.
   */
  readonly cancelSignal?: AbortSignal;
  /** Killed (with everything it started) after this long; the result then says so. */
  readonly timeoutMs?: number;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly isTimedOut: boolean;
  /** The last 64 kB of each stream. */
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

export interface ContainerTerminalSpec extends TerminalSpec {
  readonly user?: string;
  /**
   * When it aborts, the engine has 3 s more to start the program, so that whoever opened it can end it; then opening rejects with
   * the signal's reason. What such an engine starts later has lost its terminal.
   */
  readonly cancelSignal?: AbortSignal;
}

export interface CommitSpec {
  /** Private name of the result, `repository:tag`. */
  readonly ref: string;
  /** The exact configuration of the result. */
  readonly config: ImageConfig;
  readonly message: string;
  readonly author: string;
  readonly making?: Making;
}

/** A path that differs from the image. */
export interface Change {
  readonly path: string;
  readonly kind: 'changed' | 'added' | 'deleted';
}

/** One entry of the archive of a layer. */
export interface ArchiveEntry {
  /** Absolute. Of `deleted` what is hidden of the layers below; of `emptied` the folder whose earlier content is. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'hard link' | 'other' | 'deleted' | 'emptied';
  readonly sizeBytes: number;
  /** Permission bits, setuid and setgid among them. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a link: what it names. */
  readonly target?: string;
  /** Values of extended attributes and of the header's other records. */
  readonly attributes: readonly string[];
}

/** Looks at a layer as its archive goes by, once. */
export interface LayerVisitor {
  entry(entry: ArchiveEntry): void;
  /** The next bytes of the last entry; they are valid during the call only. */
  bytes(piece: Uint8Array): void;
  /** The last entry is whole and nothing follows. */
  end(): void;
}

export interface ImageReading<V extends LayerVisitor> {
  /** Layers that are not looked at: those of the base, lowest first. */
  readonly baseDiffIds: readonly string[];
  /** Makes a visitor for a layer. Where the engine's archive has layers in no order, some of the base may get one too. */
  readonly createVisitor: () => V;
  /** When it aborts, the engine is not waited for, and reading rejects with the signal's reason. */
  readonly cancelSignal?: AbortSignal;
}

/** An image's own bytes. */
export interface ImageBytes<V extends LayerVisitor> {
  /** The configuration file, history included. */
  readonly config: Uint8Array;
  /** The visitors of the layers over the base, lowest first. */
  readonly layers: readonly V[];
}

/**
 * A script of ours that runs as root in a container and answers lines with lines. Its stdin ends when it is closed, and when
 * this process does, however it ends: then the script puts back what it has changed.
 */
export interface Holder {
  /** Asks one question after the other; the answer ends with the line for which `isLast` holds, or where the script is gone. */
  ask(question: string, isLast: (line: string) => boolean): Promise<readonly string[]>;
  close(): void;
}

export interface HolderSpec {
  readonly script: string;
  readonly args?: readonly string[];
  /** What is told when it cannot be started, e.g. `watch a terminal in the container`. */
  readonly doing: string;
  /** Default root. */
  readonly user?: string;
}

/** How something that was changed in a container is put back by whoever comes later. */
export interface Undo {
  readonly id: string;
  /** Id of the container. */
  readonly container: string;
  /** For messages: `sudo for builder`. */
  readonly what: string;
  /** Lines for root's shell there, and their arguments; never a secret. Harmless when all is put back already. */
  readonly script: string;
  readonly args: readonly string[];
}

/** Where it stands how what is changed in a container is put back, should this process and the container die. */
export interface Journal {
  /** Before anything is changed. */
  note(undo: Undo): void;
  /** It is put back. */
  settle(id: string): void;
}

export interface Container extends AsyncDisposable {
  readonly id: string;
  readonly name: string;
  /** Id of the image it was made from. */
  readonly imageId: string;
  /** Sets what is held through this object apart from what others hold in the same container. */
  readonly visit: string;
  /** Told of what is changed in it for a while; a container that is removed with its run needs none. */
  readonly journal?: Journal;
  exec(spec: ExecSpec): Promise<ExecResult>;
  openTerminal(spec: ContainerTerminalSpec): Promise<Terminal>;
  /** Starts a script that holds something for as long as this process lives. */
  hold(spec: HolderSpec): Promise<Holder>;
  /** Ends every process but PID 1, so that a commit needs no pause. */
  stopOtherProcesses(): Promise<void>;
  /** Paths that differ from the image, as the engine lists them. */
  changes(cancelSignal?: AbortSignal): Promise<readonly Change[]>;
  /** Hands on each path that a commit would put into the layer now, or hide by it, in no order; the container is only looked at. */
  readLayer(onEntry: (entry: LayerEntry) => void): Promise<LayerLook>;
  /** How much was written over its image, by the engine's count; undefined where it does not say. */
  writtenBytes(): Promise<number | undefined>;
  /** Commits without a pause, makes the configuration exactly `config`, and verifies it. */
  commit(spec: CommitSpec): Promise<ImageDescription>;
  /** Makes the container outlive this process; disposal then leaves it running. */
  keep(): Promise<void>;
}

/** A container as the engine lists it. */
export interface ContainerDescription {
  readonly id: string;
  readonly name: string;
  readonly isRunning: boolean;
  readonly createdMs: number;
}

/** A container engine, Docker or Podman, behind types of our own. */
export interface Engine extends AsyncDisposable {
  readonly address: string;
  info(): Promise<EngineInfo>;
  /** The image's description; pulls it when it is not there. Throws `IMAGE_UNKNOWN`. */
  resolveImage(ref: string): Promise<ImageDescription>;
  findImage(ref: string): Promise<ImageDescription | undefined>;
  /** Creates and starts a container whose PID 1 is the dead-man's switch: it is gone when this process is. */
  startContainer(spec: ContainerSpec): Promise<Container>;
  /** A container that already runs and is not ours: exec and terminals only, never removed. */
  attachContainer(id: string, journal?: Journal): Promise<Container>;
  /** By name or id, whoever made it; undefined when it is not there. */
  findContainer(nameOrId: string): Promise<ContainerDescription | undefined>;
  /** All of them, stopped ones too. */
  listContainers(): Promise<readonly ContainerDescription[]>;
  /** The names in a repository, and since when each names its image. */
  listNames(repository: string): Promise<readonly { readonly ref: string; readonly sinceMs: number }[]>;
  tagImage(id: string, ref: string): Promise<void>;
  /** Reads an image as the engine would save it: not what it says of it, but its bytes. */
  readImage<V extends LayerVisitor>(id: string, reading: ImageReading<V>): Promise<ImageBytes<V>>;
  /** Removes a name (or an id); does nothing when it is not there. */
  removeImage(ref: string): Promise<void>;
  /** Removes a container by name with its anonymous volumes; does nothing when it is not there. */
  removeContainer(name: string): Promise<void>;
}
