import { copyFile, cp, mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const installed = resolve(import.meta.dirname, '../../node_modules');

/** Copies Node, and packages of ours with all that they need at run time, to `wizard/node` and `wizard/node_modules` of a directory. */
export async function copyPackages(names: readonly string[], directory: string): Promise<void> {
  if (names.length === 0) return;
  await mkdir(join(directory, 'wizard'), { recursive: true });
  await copyFile(process.execPath, join(directory, 'wizard/node'));
  const closure = new Set(names);
  for (const name of closure) {
    const manifest = await readFile(join(installed, name, 'package.json'), 'utf8');
    const { dependencies = {} } = JSON.parse(manifest) as { dependencies?: Record<string, string> };
    for (const each of Object.keys(dependencies)) closure.add(each);
    await cp(join(installed, name), join(directory, 'wizard/node_modules', name), { recursive: true });
  }
}
