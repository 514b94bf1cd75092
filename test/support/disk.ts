import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';

/** What stands under a name once the power is back; `isWhole`: all that was written to the file. */
export interface Survivor {
  readonly text: string;
  readonly isWhole: boolean;
}

interface File {
  text: string;
  synced: string;
}

/** The disk as it keeps what a program writes: only what was synced is sure to survive. */
export interface Disk extends Disposable {
  /** All that a power cut now may leave of a file: a name that was changed and not synced is the old one or the new one. */
  survivors(file: string): readonly Survivor[];
}

/**
 * Watches what this process asks of the file system, which goes there as ever, and keeps the books of a disk that writes nothing by
 * itself, or all of it, whichever is worse. `onCall` is called behind each call.
 */
export function watchDisk(before: Readonly<Record<string, string>>, onCall: (disk: Disk) => void): Disk {
  const { openSync, writeSync, fsyncSync, renameSync, rmSync, closeSync } = fs;
  const own = { openSync, writeSync, fsyncSync, renameSync, rmSync, closeSync };
  const names = new Map<string, (File | undefined)[]>(
    Object.entries(before).map(([name, text]) => [name, [{ text, synced: text }]]),
  );
  const open = new Map<number, File | { readonly directory: string }>();
  const now = (name: string): File | undefined => names.get(name)?.at(-1);
  const name = (path: string, file: File | undefined): void =>
    void names.set(path, [...(names.get(path) ?? [undefined]), file]);
  const fileOf = (descriptor: number): File | undefined => {
    const found = open.get(descriptor);
    return found !== undefined && 'text' in found ? found : undefined;
  };

  const watched: Record<keyof typeof own, unknown> = {
    openSync(path: string, ...rest: [string, number]) {
      const descriptor = own.openSync(path, ...rest);
      if (fs.fstatSync(descriptor).isDirectory()) open.set(descriptor, { directory: path });
      else {
        const file = now(path) ?? { text: '', synced: '' };
        if (now(path) === undefined) name(path, file);
        else if (rest[0].startsWith('w')) file.text = '';
        open.set(descriptor, file);
      }
      return descriptor;
    },
    writeSync(descriptor: number, bytes: Uint8Array, ...rest: number[]) {
      const written = own.writeSync(descriptor, bytes, ...rest);
      const file = fileOf(descriptor);
      const [from = 0] = rest;
      if (file !== undefined) file.text += Buffer.from(bytes).toString('utf8', from, from + written);
      return written;
    },
    fsyncSync(descriptor: number) {
      own.fsyncSync(descriptor);
      const found = open.get(descriptor);
      if (found === undefined) return;
      if ('text' in found) found.synced = found.text;
      else
        for (const [path, files] of names)
          if (dirname(path) === found.directory) names.set(path, files.slice(-1));
    },
    renameSync(from: string, to: string) {
      own.renameSync(from, to);
      name(to, now(from));
      name(from, undefined);
    },
    rmSync(path: string, ...rest: [fs.RmOptions]) {
      own.rmSync(path, ...rest);
      if (now(path) !== undefined) name(path, undefined);
    },
    closeSync(descriptor: number) {
      own.closeSync(descriptor);
      open.delete(descriptor);
    },
  };
  const disk: Disk = {
    survivors: (path) =>
      (names.get(path) ?? []).flatMap((file) =>
        file === undefined ? [] : [{ text: file.text, isWhole: file.synced === file.text }],
      ),
    [Symbol.dispose]() {
      Object.assign(fs, own);
      syncBuiltinESMExports();
    },
  };
  for (const [key, call] of Object.entries(watched)) {
    const watching = (...args: unknown[]): unknown => {
      const result = (call as (...args: unknown[]) => unknown)(...args);
      onCall(disk);
      return result;
    };
    Object.assign(fs, { [key]: watching });
  }
  syncBuiltinESMExports();
  return disk;
}
