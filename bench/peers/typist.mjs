/*
 * typist.mjs KEYS PROGRAM ARG...: somebody at a terminal (node-pty) who presses one key after the other at a program that writes
 * back each one, once it has written `ready`; prints how long a key takes to come back, in milliseconds.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { spawn } from 'node-pty';

const [count, file, ...args] = process.argv.slice(2);
/** Between two keys, in ms: what is done behind a key has an end before the next one. */
const pauseMs = 4;
const pty = spawn(file, args, { cols: 100, rows: 30, env: { ...process.env, TERM: 'xterm-256color' } });
let heard = () => undefined;
let isOver = false;

pty.onData((piece) => heard(piece));
pty.onExit(() => (isOver = true));

/** Resolves when it says that. */
const until = (text) =>
  new Promise((resolve) => {
    let said = '';
    heard = (piece) => {
      said += piece;
      if (said.includes(text)) resolve();
    };
  });

const ready = until('ready');
await Promise.race([ready, delay(30_000).then(() => Promise.reject(new Error('it is never ready')))]);
await delay(500);
const times = [];
for (let at = 0; at < Number(count) && !isOver; at++) {
  const key = 'abcdefgh'[at % 8];
  const back = until(key);
  const began = performance.now();
  pty.write(key);
  await back;
  times.push(performance.now() - began);
  await delay(pauseMs);
}
pty.kill('SIGKILL');
times.sort((one, other) => one - other);
const at = (part) => times[Math.floor(times.length * part)].toFixed(4);
process.stdout.write(`p50=${at(0.5)} p99=${at(0.99)}\n`);
process.exit(times.length === Number(count) ? 0 : 1);
