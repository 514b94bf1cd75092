/*
 * redact.mjs [BYTES]: redaction of a coloured installer's output with ten secrets in all their forms, in pieces of 64 kB as a
 * pipe gives them, and what else could find the same needles, in one process. Prints a line of JSON: MB of output a second of
 * CPU time by name, of the best round.
 */
import { formsOf } from '../../dist/redact/forms.js';
import { createRedactor } from '../../dist/redact.js';
import { createMapAutomaton } from './automaton.mjs';

const bytes = Number(process.argv[2] ?? 16_000_000);
const pieceBytes = 65_536;
const rounds = 15;

const secrets = [
  'hunter22!',
  'correct horse battery staple',
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  `p@ss"w0rd's`,
  'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
  'https://user:pa55@host.example/path?x=1&y=2',
  'Zürich-Größe-9',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
];

/** What `bench/load/load.c` floods with, every line once; a secret in every 1000th line. */
function output() {
  const lines = [];
  for (let at = 0, size = 0; size < bytes; at++) {
    let line = `\x1b[32m[${String(at % 101).padStart(3)}%]\x1b[0m Building CXX object src/engine/CMakeFiles/core.dir/part_${String(at).padStart(5, '0')}.cpp.o\r\n`;
    if (at % 7 === 0)
      line = `\x1b[1;34m==>\x1b[0m \x1b[1mUnpacking libfoo-dev_${at % 31}.${at % 9}_amd64.deb\x1b[0m ...\r\n`;
    else if (at % 11 === 0)
      line = `\x1b[33mwarning:\x1b[0m module ${at}: option 'legacy' is deprecated, see the manual\r\n`;
    else if (at % 1000 === 1) line = `login with ${secrets[at % 10]}\r\n`;
    lines.push(line);
    size += line.length;
  }
  return Buffer.from(lines.join(''));
}

const data = output();
const needles = [...new Set(secrets.flatMap(formsOf).map(({ text }) => text))].map((text) =>
  Buffer.from(text),
);

const searches = {
  unattend() {
    const stream = createRedactor(secrets).stream();
    return (piece) => stream.push(piece).length;
  },
  'indexOf each': () => (piece) => needles.filter((needle) => piece.includes(needle)).length,
  'map automaton': () => createMapAutomaton(needles),
};

const best = {};
for (let round = 0; round < rounds; round++)
  for (const [name, create] of Object.entries(searches)) {
    const search = create();
    // The slow ones get less: a rate is a rate.
    const some = name === 'unattend' ? data : data.subarray(0, Math.ceil(bytes / 8));
    const before = process.cpuUsage();
    for (let at = 0; at < some.length; at += pieceBytes) search(some.subarray(at, at + pieceBytes));
    const { user, system } = process.cpuUsage(before);
    best[name] = Math.max(best[name] ?? 0, some.length / (user + system));
  }
process.stdout.write(`${JSON.stringify({ needles: needles.length, rates: best })}\n`);
