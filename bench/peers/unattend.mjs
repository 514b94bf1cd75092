/*
 * unattend.mjs prompts|watched|flood [--in CONTAINER] PROGRAM ARG...: `unattend` as a user of the library drives it; `watched`
 * are prompts while three patterns are live that would fail. Prints the last line of the output and how many bytes of output came.
 */
import { connectEngine, spawn } from '../../dist/index.js';
import { patterns, prompt } from './patterns.mjs';

const [what, ...rest] = process.argv.slice(2);
const containerId = rest[0] === '--in' ? rest[1] : undefined;
const argv = containerId === undefined ? rest : rest.slice(2);

function rules() {
  const [first, second, third, fourth, ...others] = patterns;
  const answer = { expect: prompt, answer: ({ match }) => match[1] };
  if (what === 'prompts') return { always: [answer] };
  if (what === 'watched') return { failOn: [first, second, third], always: [answer] };
  const answers = others.map((expect, at) => ({ expect, ...(at % 3 !== 0 && { answer: 'y' }) }));
  return { failOn: [first, second, third], always: [{ expect: fourth, press: 'space' }, ...answers] };
}

/** The last pieces of output, more of them than a last line comes in: what is measured is not how they are joined. */
const lastPieces = Array.from({ length: 64 }, () => Buffer.alloc(0));
let pieces = 0;
let bytes = 0;
function onEvent(event) {
  if (event.kind !== 'output') return;
  bytes += event.bytes.length;
  lastPieces[pieces++ % lastPieces.length] = event.bytes;
}

function lastLine() {
  const at = pieces % lastPieces.length;
  const tail = Buffer.concat([...lastPieces.slice(at), ...lastPieces.slice(0, at)]);
  return tail.toString('latin1').trim().split('\n').at(-1);
}

const place = {};
if (containerId !== undefined) {
  const engine = await connectEngine({ env: process.env });
  place.container = await engine.attachContainer(containerId);
}
const program = await spawn(argv, { ...place, cwd: '/', timeoutMs: 3.6e6, onEvent });
await program.dialogue([], rules());
await program.exit();
process.stdout.write(`${lastLine()} bytes=${bytes}\n`);
if (containerId !== undefined) process.exit(0);
