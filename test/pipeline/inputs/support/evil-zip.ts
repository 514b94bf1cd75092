import { crc32 } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly content?: string;
  /** Unix mode with its kind bits. */
  readonly mode?: number;
  /** System it was made on (APPNOTE 4.4.2): 3 is Unix, 0 is DOS. */
  readonly host?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly checksum?: number;
}

/** 2024-01-02 03:04:06 in the DOS format. */
const TIME = (3 << 11) | (4 << 5) | 3;
const DATE = ((2024 - 1980) << 9) | (1 << 5) | 2;

/** A zip archive of stored members no decent program would write. */
export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const members: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content ?? '');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0, 2);
    common.writeUInt16LE(entry.method ?? 0, 4);
    common.writeUInt16LE(TIME, 6);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(entry.checksum ?? crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const member = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, content]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, entry.host ?? 3]), common, tail, name);
    members.push(member);
    offset += member.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...members, ...directory, Buffer.from('PK\x05\x06'), end]);
}
