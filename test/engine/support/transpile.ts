import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The engine room as JavaScript in a folder of its own, for tests that need another Node process. */
export async function transpileEngine(): Promise<{ readonly folder: string } & AsyncDisposable> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const folder = await mkdtemp(join(ROOT, '.cache/engine-test-'));
  const files = (await readdir(join(ROOT, 'src'), { recursive: true })).filter((name) =>
    /^(errors\.ts|(engine|errors|terminal)\/[\w-]+\.ts)$/.test(name),
  );
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ES2022,
    verbatimModuleSyntax: true,
  };
  await Promise.all(
    files.map(async (name) => {
      const { outputText } = ts.transpileModule(await readFile(join(ROOT, 'src', name), 'utf8'), {
        compilerOptions,
      });
      const target = join(folder, name.replace(/ts$/, 'js'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, outputText);
    }),
  );
  await cp(join(ROOT, 'package.json'), join(folder, 'package.json'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
