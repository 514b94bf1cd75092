/*
 * Assembles bin/lib/as-root/*.s and writes src/scope/stand-in/as-root.ts; with --check it says whether that file is what comes out.
 * The assembler's output holds all of the program: no linker, no library, the same bytes from every version.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'src/scope/stand-in/as-root.ts');
const lineLength = 100;

function assembled(machine) {
  const directory = mkdtempSync(join(tmpdir(), 'unattend-as-root-'));
  try {
    const [object, program] = [join(directory, 'object'), join(directory, 'program')];
    const source = join(root, 'bin/lib/as-root', `${machine}.s`);
    execFileSync(`${machine}-linux-gnu-as`, ['-o', object, source]);
    execFileSync(`${machine}-linux-gnu-objcopy`, ['-O', 'binary', '-j', '.text', object, program]);
    return readFileSync(program).toString('base64');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function constant(machine) {
  const lines = assembled(machine).match(new RegExp(`.{1,${lineLength}}`, 'g'));
  return `  ${machine}:\n${lines.map((line) => `    '${line}'`).join(' +\n')},\n`;
}

const text = `/*
 * Made by bin/as-root.mjs from bin/lib/as-root; do not edit.
 */

/**
 * A program of half a kilobyte for each machine (as \`uname -m\` names it), in base64: setuid root, it runs the stand-in's
 * script as root with the caller's uid, and nothing else. Linux only; it needs no library.
 */
export const asRoot: Readonly<Record<string, string>> = {
${['x86_64', 'aarch64'].map(constant).join('')}};
`;

if (process.argv[2] !== '--check') writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error(
    'src/scope/stand-in/as-root.ts is not what bin/lib/as-root makes: run `node bin/as-root.mjs`',
  );
  process.exit(1);
}
