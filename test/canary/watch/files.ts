import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Evidence } from '../scanner/scan.js';

/** Keeps every file that stands below a directory whenever `look` is called: its name, and what is in it. */
export interface FileWatch {
  look(): void;
  /** Looks a last time. */
  stop(): readonly Evidence[];
}

export function watchFiles(root: string): FileWatch {
  const seen = new Map<string, Evidence>();
  const look = (): void => {
    for (const { parentPath, name } of readdirSync(root, { recursive: true, withFileTypes: true })) {
      const path = join(parentPath, name);
      const evidence = evidenceOf(path, `file ${relative(root, path)}`, (key) => seen.has(key));
      if (evidence !== undefined) seen.set(evidence.key, evidence);
    }
  };
  return {
    look,
    stop() {
      look();
      return [...seen.values()];
    },
  };
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
