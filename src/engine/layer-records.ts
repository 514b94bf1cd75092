import type { LayerFile } from '../events/layer.js';
import { goText } from './go-text.js';

/** Cuts the output of the script into records, however it comes. */
export class RecordReader {
  readonly #mark: Buffer;
  readonly #onRecord: (record: Buffer) => void;
  #held = Buffer.alloc(0);

  constructor(nonce: string, onRecord: (record: Buffer) => void) {
    this.#mark = Buffer.from(`\n${nonce} `);
    this.#onRecord = onRecord;
  }

  push(bytes: Uint8Array): void {
    const all = this.#held.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#held, bytes]);
    let start = 0;
    for (let end = all.indexOf(this.#mark); end >= 0; end = all.indexOf(this.#mark, start)) {
      this.#onRecord(all.subarray(start, end));
      start = end + this.#mark.length;
    }
    this.#held = Buffer.from(all.subarray(start));
  }

  /** What no other record follows: the last one. */
  end(): void {
    this.#onRecord(this.#held);
  }
}

/** A file as `stat` tells of it. */
export interface ScannedFile {
  readonly path: string;
  readonly file: LayerFile;
  /** When anything of it changed last, `2026-11-28 15:35:16.063325919`, in UTC; compares as text. */
  readonly changedAt: string;
  /** Set where the file has several names: they share it. */
  readonly inode?: string;
}

const TYPES: Readonly<Record<number, LayerFile['type']>> = {
  0o100000: 'file',
  0o040000: 'directory',
  0o120000: 'symlink',
  0o010000: 'fifo',
  0o020000: 'device',
  0o060000: 'device',
};

const FIELDS = 11;

/** Reads what stands behind `file ` in a record: eleven fields, then the name, quoted or not, and a symlink's target. */
export function parseFile(record: Buffer): ScannedFile | undefined {
  let start = 0;
  const fields: string[] = [];
  while (fields.length < FIELDS) {
    const end = record.indexOf(' ', start);
    if (end < 0) return undefined;
    fields.push(record.toString('latin1', start, end));
    start = end + 1;
  }
  const [mode = '', size = '', uid = '', user = '', gid = '', group = '', links = '', inode = '', ...at] =
    fields;
  const bits = Number.parseInt(mode, 16);
  const type = TYPES[bits & 0o170000];
  if (type === undefined) return undefined;
  const [path, target] = namesIn(record.subarray(start), type === 'symlink' ? Number(size) : undefined);
  return {
    path,
    changedAt: at.slice(0, 2).join(' '),
    ...(type === 'file' && Number(links) > 1 ? { inode } : {}),
    file: {
      type,
      sizeBytes: type === 'file' ? Number(size) : 0,
      mode: bits & 0o7777,
      uid: Number(uid),
      gid: Number(gid),
      user: known(user),
      group: known(group),
      ...(target === undefined ? {} : { target }),
    },
  };
}

/** What `stat` of GNU and busybox print for an owner without a name. */
const known = (name: string): string | null => (name === 'UNKNOWN' ? null : name);

/**
 * `NAME -> TARGET`, in busybox `'NAME' -> 'TARGET'`. Either may hold an arrow of its own: the length of the target, which is
 * the size of a symlink, tells where it begins.
 */
function namesIn(text: Buffer, targetLength: number | undefined): [path: string, target?: string] {
  if (targetLength === undefined) return [goText(text)];
  const quote = text[0] === 0x27 ? 1 : 0;
  const targetAt = text.length - quote - targetLength;
  const arrowAt = targetAt - quote - ' -> '.length - quote;
  return [goText(text.subarray(quote, arrowAt)), goText(text.subarray(targetAt, targetAt + targetLength))];
}

/** Capabilities by path. Old versions of `getcap` write ` = ` and `+` where new ones write a blank and `=`. */
export function parseCapabilities(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let held = '';
  for (const line of text.split('\n')) {
    const [, path, capabilities] = /^(.*?)(?: =)? (\S*[=+]\S*)$/s.exec(held + line) ?? [];
    if (path !== undefined && capabilities !== undefined) found.set(path, capabilities);
    held = path === undefined ? `${held}${line}\n` : '';
  }
  return found;
}
