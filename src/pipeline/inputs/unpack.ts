import { rm } from 'node:fs/promises';
import { archiveKind, HEAD_BYTES } from './archive-kind.js';
import { decodeByCommand } from './command-decoder.js';
import { gunzip } from './gunzip.js';
import type { Member } from './member.js';
import { InputProblem } from './problem.js';
import { SourceFile, type ReadOptions } from './source-file.js';
import { tarMembers } from './tar-members.js';
import { TreeWriter, type TreeOptions } from './tree-writer.js';
import { writeNewFile } from './write-file.js';
import { zipMembers } from './zip-members.js';

export interface UnpackOptions extends TreeOptions, ReadOptions {
  readonly source: string;
  /** The directory that is made. */
  readonly destination: string;
  readonly sha256?: string;
}

/**
 * Unpacks an archive into a new directory; gives the size of all files. What was unpacked when it fails is left to the caller.
 * A wrong digest goes before whatever else is wrong with the archive.
 * @throws InputProblem
 */
export async function unpack(options: UnpackOptions): Promise<number> {
  await using source = await SourceFile.open(options.source, options, options.sha256 !== undefined);
  try {
    const sizeBytes = await restore(source, options);
    if (options.sha256 !== undefined) await source.verify(options.sha256);
    return sizeBytes;
  } catch (error) {
    const isArchiveAtFault = error instanceof InputProblem && error.problem.kind === 'archive';
    if (isArchiveAtFault && options.sha256 !== undefined) await source.verify(options.sha256);
    throw error;
  }
}

async function restore(source: SourceFile, options: UnpackOptions): Promise<number> {
  const kind = archiveKind(await source.head(HEAD_BYTES));
  switch (kind) {
    case 'tar':
      return restoreAll(tarMembers(source.chunks(), { isCompressed: false }), options);
    case 'gzip':
      return restoreAll(tarMembers(gunzip(source.chunks()), { isCompressed: true }), options);
    case 'xz':
    case 'zstd': {
      const bytes = decodeByCommand(kind, source.chunks(), options.cancelSignal);
      return restoreAll(tarMembers(bytes, { isCompressed: true }), options);
    }
    case 'zip':
      return restoreZip(source, options);
  }
}

async function restoreAll(members: AsyncIterable<Member>, options: UnpackOptions): Promise<number> {
  const tree = await TreeWriter.create(options.destination, options);
  for await (const member of members) {
    options.cancelSignal?.throwIfAborted(); // a few bytes can be very many members
    await tree.add(member);
  }
  return tree.finish();
}

/** A zip is read here and there: when it has a digest, what is unpacked is a private copy that was digested while it was made. */
async function restoreZip(source: SourceFile, options: UnpackOptions): Promise<number> {
  if (options.sha256 === undefined) return restoreAll(zipMembers(source.fd, options), options);
  const copy = `${options.destination}.zip`;
  try {
    await writeNewFile(copy, source.chunks(), source.stamp);
    await source.verify(options.sha256);
    const { cancelSignal } = options;
    const reading: ReadOptions = cancelSignal ? { cancelSignal } : {};
    await using file = await SourceFile.open(copy, reading);
    return await restoreAll(zipMembers(file.fd, reading), options);
  } finally {
    await rm(copy, { force: true });
  }
}
