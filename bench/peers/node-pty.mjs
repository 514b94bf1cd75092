/* node-pty.mjs prompts|flood|drain PROGRAM ARG...: bare node-pty; `drain` looks at nothing. */
import { spawn } from 'node-pty';
import { prompt } from './patterns.mjs';

const [what, file, ...args] = process.argv.slice(2);
const pty = spawn(file, args, { cols: 120, rows: 40, encoding: null, env: { PATH: process.env.PATH } });
let bytes = 0;
let tail = '';

pty.onData((piece) => {
  bytes += piece.length;
  if (what !== 'prompts') {
    tail = piece;
    return;
  }
  tail += piece.toString();
  const found = prompt.exec(tail);
  if (found === null) return;
  tail = tail.slice(found.index + found[0].length);
  pty.write(`${found[1]}\r`);
});
pty.onExit(() => {
  process.stdout.write(`${tail.toString().trim().split('\n').at(-1)} bytes=${bytes}\n`);
});
