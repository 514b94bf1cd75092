import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A path for a recording in a folder of its own, which is gone when the test that asks is over. */
export function newFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'unattend-cast-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'run.cast');
}
