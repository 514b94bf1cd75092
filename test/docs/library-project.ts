import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { root } from './markdown.js';

/** What an example that imports nothing from the package may use. */
const imports = "import { isUnattendError, Secret, spawn } from 'unattend';\n";

/** A project of a user: strict, nodenext, the built package in its node_modules. Disposal removes it. */
export interface LibraryProject extends AsyncDisposable {
  /** Adds a module of the examples' text; `name` has no extension. */
  add(name: string, text: string): Promise<void>;
  /** Compiles all modules; rejects with what the compiler says. */
  compile(): Promise<void>;
  /** Runs a compiled module in a directory of its own and resolves with what it printed. */
  run(name: string): Promise<string>;
}

const config = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    module: 'nodenext',
    strict: true,
    types: ['node'],
    outDir: 'out',
    skipLibCheck: false,
  },
  include: ['*.ts'],
};

export async function createLibraryProject(): Promise<LibraryProject> {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-user-'));
  const modules = join(directory, 'node_modules');
  await mkdir(modules);
  await symlink(root, join(modules, 'unattend'));
  await symlink(resolve(root, 'node_modules/@types'), join(modules, '@types'));
  await writeFile(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(config));
  return {
    add: (name, text) =>
      writeFile(
        join(directory, `${name}.ts`),
        (/^import .* from 'unattend'/m.test(text) ? '' : imports) + text,
      ),
    compile: () => compile(directory),
    async run(name) {
      const cwd = join(directory, `cwd-${name}`);
      await mkdir(cwd);
      const { stdout } = await promisify(execFile)(process.execPath, [join(directory, 'out', `${name}.js`)], {
        cwd,
      });
      return stdout;
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

async function compile(directory: string): Promise<void> {
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', directory]);
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout, { cause: error });
  }
}

/** What the comments `// prints …` of an example say it prints, line by line. */
export const printed = (text: string): string =>
  [...text.matchAll(/\/\/ prints (.*)$/gm)].map(([, line = '']) => `${line}\n`).join('');
