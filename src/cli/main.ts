#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { runCli } from './program.js';

// Patterns come from scripts: one that backtracks without end is matched by V8's linear engine instead of hanging.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
// Whoever read our output is gone (`| head`, a window that is closed): that is no reason to fail an installation, or to leave things.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}
process.exitCode = await runCli(process.argv.slice(2));
