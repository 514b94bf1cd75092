import { randomBytes } from 'node:crypto';
import { UnattendError } from '../errors.js';
import type { LayerEntry, LayerLook } from '../events/layer.js';
import { readChanges } from './changes.js';
import type { Client } from './client.js';
import { runExec } from './exec.js';
import { goText } from './go-text.js';
import { KnownChanges } from './known-changes.js';
import { parseCapabilities, parseFile, RecordReader, type ScannedFile } from './layer-records.js';
import { LAYER_SCRIPT } from './layer-script.js';
import { copiesSince } from './upper-folder.js';

type OnEntry = (entry: LayerEntry) => void;

/**
 * Hands on everything a commit would put into the layer now, in no order. The engine tells which paths differ; it does not
 * tell of files that were copied into the layer and do not (measured, Docker 20.10: a `chmod` to the mode a file has, or an
 * opening for writing, puts the whole file into the layer, and `docker diff` is silent). Every inode of the layer is younger
 * than the container, so those are found by the time their inode changed.
 */
export async function readLayer(client: Client, containerId: string, onEntry: OnEntry): Promise<LayerLook> {
  const known = new KnownChanges();
  await readChanges(client, containerId, (change) => {
    if (change.kind === 'deleted') onEntry({ ...change, isOnlyCopied: false });
    known.add(change);
  });
  const look = await scan({ client, containerId, known, onEntry });
  if (look.missing === undefined) return look;
  await readChanges(client, containerId, (change) => {
    if (change.kind !== 'deleted') onEntry({ ...change, isOnlyCopied: false });
  });
  return look;
}

interface Scan {
  readonly client: Client;
  readonly containerId: string;
  readonly known: KnownChanges;
  readonly onEntry: OnEntry;
}

async function scan({ client, containerId, known, onEntry }: Scan): Promise<LayerLook> {
  const since = await copiesSince(client, containerId);
  const nonce = randomBytes(8).toString('hex');
  const findings = new Findings((scanned) => {
    const { path, changedAt, isMountPoint } = scanned;
    const kind = known.kindOf(path);
    const isOnlyCopied = kind === undefined && !isMountPoint && since !== undefined && changedAt > since;
    if (kind === undefined && !isOnlyCopied) return;
    // A path that is deleted and there was replaced.
    onEntry({ path, kind: kind === 'added' ? kind : 'changed', isOnlyCopied, file: scanned.file });
  });
  const reader = new RecordReader(nonce, (record) => findings.take(record));
  const seconds = since === undefined ? 0 : Math.floor(Date.parse(`${since.replace(' ', 'T')}Z`) / 1000);
  const { stderr } = await runExec(client, containerId, {
    argv: ['/bin/sh', '-c', LAYER_SCRIPT, 'unattend', nonce, String(seconds)],
    user: '0:0',
    onOutput: (bytes, stream) => stream === 'stdout' && reader.push(bytes),
  });
  reader.end();
  if (findings.isComplete) return findings.look();
  throw new UnattendError('ENGINE_FAILED', {
    doing: 'look at the files of the container',
    reason: Buffer.from(stderr).toString().trim() || 'the script that looks was ended',
  });
}

interface FoundFile extends ScannedFile {
  /** What is seen there is the mount; the layer has, if anything, the empty place it was mounted at. */
  readonly isMountPoint: boolean;
}

/** What the script's records say; each file is handed on once, and none that lies in a mount. */
class Findings {
  isComplete = false;
  readonly #onFile: (file: FoundFile) => void;
  readonly #mounts: string[] = [];
  /** Of those that lie in no other, with a slash behind. */
  readonly #outerMounts: string[] = [];
  readonly #inodes = new Set<string>();
  #capabilities: ReadonlyMap<string, string> | undefined;
  #missing: string | undefined;

  constructor(onFile: (file: FoundFile) => void) {
    this.#onFile = onFile;
  }

  take(record: Buffer): void {
    const word = /^[a-z]*/.exec(record.toString('latin1', 0, 10))?.[0] ?? '';
    const rest = record.subarray(word.length + 1);
    if (word === 'file') this.#takeFile(parseFile(rest));
    else if (word === 'mount') this.#takeMount(unescapeMount(goText(rest)));
    else if (word === 'caps') this.#capabilities = parseCapabilities(goText(rest));
    else if (word === 'missing') this.#missing = rest.toString();
    else if (word === 'end') this.isComplete = true;
  }

  /** A mount is told after the one it lies in. */
  #takeMount(place: string): void {
    this.#mounts.push(place);
    if (place !== '/' && !this.#isInMount(place)) this.#outerMounts.push(`${place}/`);
  }

  #takeFile(scanned: ScannedFile | undefined): void {
    if (scanned === undefined || scanned.path === '/' || this.#isInMount(scanned.path)) return;
    const { file, inode, path } = scanned;
    const isMountPoint = this.#mounts.includes(path);
    const isLaterName = inode !== undefined && this.#inodes.has(inode);
    if (inode !== undefined) this.#inodes.add(inode);
    const capabilities = this.#capabilities?.get(path);
    this.#onFile({
      ...scanned,
      isMountPoint,
      file: {
        ...file,
        sizeBytes: isLaterName || isMountPoint ? 0 : file.sizeBytes,
        ...(capabilities === undefined ? {} : { capabilities }),
      },
    });
  }

  #isInMount(path: string): boolean {
    return this.#outerMounts.some((place) => path.startsWith(place));
  }

  look(): LayerLook {
    return {
      ...(this.#missing === undefined ? {} : { missing: this.#missing }),
      hasCapabilities: this.#capabilities !== undefined,
      mounts: this.#mounts.filter((place) => !RUNTIME_MOUNT.test(place)),
    };
  }
}

/** What every container has. */
const RUNTIME_MOUNT =
  /^\/(?:(?:proc|sys|dev)(?:\/.*)?|etc\/(?:hosts|hostname|resolv\.conf)|run\/\.containerenv)?$/;

/** proc(5): blanks, tabs, line ends and backslashes of a mount point are written in octal. */
const unescapeMount = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
