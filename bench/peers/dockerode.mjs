/* dockerode.mjs prompts|drain CONTAINER PROGRAM ARG...: bare dockerode on an exec with a terminal. */
import Docker from 'dockerode';
import { prompt } from './patterns.mjs';

const [what, id, ...argv] = process.argv.slice(2);
const exec = await new Docker().getContainer(id).exec({
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
  Tty: true,
  Cmd: argv,
});
const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
let bytes = 0;
let tail = '';

stream.on('data', (piece) => {
  bytes += piece.length;
  if (what !== 'prompts') {
    tail = piece;
    return;
  }
  tail += piece.toString();
  const found = prompt.exec(tail);
  if (found === null) return;
  tail = tail.slice(found.index + found[0].length);
  stream.write(`${found[1]}\r`);
});
stream.on('end', () => {
  process.stdout.write(`${tail.toString().trim().split('\n').at(-1)} bytes=${bytes}\n`);
  process.exit(0);
});
