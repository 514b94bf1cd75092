import { type Dirent, lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Evidence } from '../scanner/scan.js';

/** Keeps every file that stands below a directory whenever `look` is called: its name, and what is in it. */
export interface FileWatch {
  look(): void;
  /** Looks a last time. */
  stop(): readonly Evidence[];
}

/** Not looked into are directories whose names match `except`. */
export function watchFiles(root: string, except?: RegExp): FileWatch {
  const seen = new Map<string, Evidence>();
  const lookInto = (directory: string): void => {
    for (const entry of entriesOf(directory)) {
      if (except?.test(entry.name) === true) continue;
      const path = join(directory, entry.name);
      const evidence = evidenceOf(path, `file ${relative(root, path)}`, (key) => seen.has(key));
      if (evidence !== undefined) seen.set(evidence.key, evidence);
      if (entry.isDirectory()) lookInto(path);
    }
  };
  const look = (): void => lookInto(root);
  return {
    look,
    stop() {
      look();
      return [...seen.values()];
    },
  };
}

function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // it is gone again
    throw error;
  }
}

function evidenceOf(
  path: string,
  name: string,
  isKnown: (key: string) => boolean,
): (Evidence & { key: string }) | undefined {
  try {
    const status = lstatSync(path);
    const key = `${path} ${status.size} ${status.mtimeMs} ${status.ctimeMs}`;
    if (isKnown(key)) return undefined;
    const content = status.isSymbolicLink() ? readlinkSync(path) : status.isFile() ? readFileSync(path) : '';
    return { key, name, pieces: [Buffer.from(`${name}\n`), Buffer.from(content)] };
  } catch {
    return undefined; // it is gone again
  }
}
