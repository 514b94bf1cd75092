/*
 * The second half of `npm run build`: makes dist/bin/ of what tsc made, the command line and the watcher with all they need of
 * other packages in a few files (docs/decisions.md says why). The library is not bundled.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = join(root, 'dist/bin');
/** dockerode loads them at once and needs them for engines behind ssh and for BuildKit's sessions: neither is supported. */
const unused = /\/(docker-modem\/lib\/ssh|dockerode\/lib\/session)\.js$/;

const bundle = await rolldown({
  cwd: root,
  input: { unattend: 'dist/cli/main.js', watcher: 'dist/pipeline/watcher.js' },
  platform: 'node',
  external: ['node-pty'], // native
  plugins: [{ name: 'unused', load: (id) => (unused.test(id) ? 'module.exports = undefined;' : null) }],
  onLog(level, log) {
    throw new Error(`${level}: ${log.message}`);
  },
});
const { output } = await bundle.write({
  dir: directory,
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();

/** The folder of each package that something was taken from. */
const packages = new Set(
  output
    .flatMap(({ moduleIds = [] }) => moduleIds)
    .flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []),
);
const notices = [...packages].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version}\n\n${text}\n`;
});
writeFileSync(join(directory, 'LICENSES.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));

// Those of an earlier build; whoever runs it has loaded what it needs of them, or ends.
const made = new Set([...output.map(({ fileName }) => fileName), 'LICENSES.txt']);
for (const name of readdirSync(directory)) if (!made.has(name)) rmSync(join(directory, name));
