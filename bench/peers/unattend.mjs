/*
 * unattend.mjs prompts|flood [--in CONTAINER] PROGRAM ARG...: `unattend` as a user of the library drives it. Prints the
 * last line of the output and how many bytes of output came.
 */
import { connectEngine } from '../../dist/engine/connect.js';
import { converse } from '../../dist/session/conversation.js';
import { openHostTerminal } from '../../dist/terminal/host.js';
import { patterns, prompt } from './patterns.mjs';

const [what, ...rest] = process.argv.slice(2);
const containerId = rest[0] === '--in' ? rest[1] : undefined;
const argv = containerId === undefined ? rest : rest.slice(2);
const size = { columns: 120, rows: 40 };
const place = { file: 'bench', line: 1, column: 1 };
const none = { kind: 'none' };

function exchange({ source, flags }, response, more = {}) {
  const pattern = { kind: 'regexp', source, flags };
  return { place, label: source, pattern, response, isOptional: true, maxTimes: Infinity, ...more };
}

function answer(render) {
  return { kind: 'text', sources: [{ kind: 'text', render }], hasEnter: true, isClearing: false };
}

const item = (each) => ({ kind: 'exchange', exchange: each });

function dialogueOf() {
  const base = { failOn: [], always: [], excluded: [], timeoutMs: 3.6e6, idleMs: 6e5, stallMs: 5000 };
  if (what === 'prompts') {
    const asked = exchange(
      prompt,
      answer(({ groups }) => groups[1]),
    );
    return { ...base, items: [item(asked)] };
  }
  const [first, second, third, fourth, ...others] = patterns;
  return {
    ...base,
    failOn: [first, second, third].map((each) => exchange(each, none)),
    always: [exchange(fourth, { kind: 'press', keys: ['space'] })],
    items: others.map((each, at) => item(exchange(each, at % 3 === 0 ? none : answer(() => 'y')))),
  };
}

let bytes = 0;
let tail = Buffer.alloc(0);
function onEvent(event) {
  if (event.kind !== 'output') return;
  bytes += event.bytes.length;
  tail =
    event.bytes.length < 200 ? Buffer.concat([tail.subarray(-200), event.bytes]) : event.bytes.subarray(-200);
}

async function opener() {
  const env = { PATH: process.env.PATH, TERM: 'xterm-256color' };
  if (containerId === undefined)
    return (onOutput) => openHostTerminal({ argv, env, cwd: '/', size, onOutput });
  const engine = await connectEngine({ env: process.env });
  const container = await engine.attachContainer(containerId);
  return (onOutput) => container.openTerminal({ argv, env, cwd: '/', size, onOutput });
}

await converse({
  open: await opener(),
  size,
  dialogue: dialogueOf(),
  accepts: [0],
  secretValue: () => '',
  onEvent,
});
process.stdout.write(`${Buffer.from(tail).toString('latin1').trim().split('\n').at(-1)} bytes=${bytes}\n`);
if (containerId !== undefined) process.exit(0);
