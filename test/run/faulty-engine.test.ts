import { expect, it } from 'vitest';
import { type Fault, faultyEngine } from '../engine/support/proxy.js';
import { failed, runFailing } from '../support/failing.js';
import { runPassing } from '../support/passing.js';
import { NOTHING, openSandbox, type Sandbox } from '../support/sandbox.js';
import { startContainer } from '../support/containers.js';

const STEP = 'seq 1 300; sleep 1; echo end';
const SESSION = `deploy:
  - run: ${STEP}
  - spawn: 'seq 1 100; printf "Name: "; read name; echo "hello $name"'
    dialogue: [{ expect: "Name:", answer: bob }]
test:
  - run: 'true'
`;

/** The nth call whose method and path match, counted from 1, meets the fault. */
function nth(pattern: RegExp, count: number, fault: ReturnType<Fault>): Fault {
  let seen = 0;
  return ({ method = '', url = '' }) =>
    pattern.test(`${method} ${url}`) && ++seen === count ? fault : undefined;
}

/** Each time, counted from the nth. */
function from(pattern: RegExp, count: number, fault: ReturnType<Fault>): Fault {
  let seen = 0;
  return ({ method = '', url = '' }) =>
    pattern.test(`${method} ${url}`) && ++seen >= count ? fault : undefined;
}

const refused = { status: 500, message: 'injected' };

/** What a user sees first of a run through a faulty engine; the rest must be as after any failure. */
async function runThrough(fault: Fault, session = SESSION): Promise<string> {
  await using engine = await faultyEngine(fault);
  await using box = await openSandbox();
  await box.session(session);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--engine', engine.address]);
  expect(rest).toEqual(failed(5));
  expect(block).toMatch(/^ {2}hint +\S/m);
  return sentenceOf(block, box);
}

const sentenceOf = (block: string, box: Sandbox): string =>
  `${block.split('\n')[0]?.replaceAll(box.token, 'TOKEN') ?? ''} ${/UNATTEND_\w+/.exec(block)?.[0] ?? ''}`;

it.each<readonly [string, Fault, string]>([
  [
    'an exec that is refused when it is made',
    from(/^POST \/containers\/\w+\/exec/, 1, refused),
    'Failed: The container engine refused to run /bin/sh in the container: injected. UNATTEND_ENGINE_REFUSED',
  ],
  [
    'an exec that is refused when it starts',
    from(/^POST \/exec\/\w+\/start/, 1, refused),
    'Failed: The container engine refused to run /bin/sh in the container: injected. UNATTEND_ENGINE_REFUSED',
  ],
  [
    'a commit that fails',
    nth(/^POST \/commit/, 1, refused),
    'Failed: The container engine failed to commit the container as unattend.invalid/candidate:RUN: injected. UNATTEND_COMMIT_FAILED',
  ],
  [
    'a name that cannot be given to the candidate',
    nth(/^POST \/images\/[^ ]*\/tag/, 1, refused),
    'Failed: The container engine refused to name the image unattend.invalid/candidate:RUN: injected. UNATTEND_ENGINE_REFUSED',
  ],
  [
    'the container of the test that cannot be made',
    nth(/^POST \/containers\/create/, 2, refused),
    'Failed: The container engine refused to start the container unattend-RUN-test: injected. UNATTEND_ENGINE_REFUSED',
  ],
])('%s', async (_, fault, sentence) => {
  expect(await runThrough(fault)).toBe(sentence);
});

it.each<readonly [string, Fault, RegExp]>([
  [
    'the answer to the making of the container, half of it',
    nth(/^POST \/containers\/create/, 1, { cutAfterBytes: 20 }),
    /^Failed: The container engine failed to start the container unattend-RUN: its answer is not whole or cannot be read \(.+\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
  [
    'the answer to the commit, half of it',
    nth(/^POST \/commit/, 1, { cutAfterBytes: 20 }),
    /^Failed: The container engine failed to commit the container as \S+: its answer is not whole or cannot be read \(.+\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
  [
    'the answer about the committed image, half of it',
    nth(/^GET \/images\/sha256[^ ]*\/json/, 3, { cutAfterBytes: 20 }),
    /^Failed: The container engine failed to inspect the image \S+: its answer is not whole or cannot be read \(.+\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
  [
    'the answer about the base, half of it in one that is whole for HTTP',
    nth(/^GET \/images\/[^ ]*\/json/, 1, { status: 200, text: '{"Id": "sha256:12' }),
    /^Failed: The container engine failed to inspect the image \S+: its answer is not whole or cannot be read \(it is no JSON\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
  [
    'the saved image, half of it',
    nth(/^GET \/images\/[^ ]*\/get/, 1, { cutAfterBytes: 3000 }),
    /^Failed: The container engine failed to read the image \S+: its answer is not whole or cannot be read \(.+\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
  [
    'the start of a run step, none of its answer',
    nth(/^POST \/exec\/\w+\/start/, 1, { cutAfterBytes: 0 }),
    /^Failed: The container engine failed to run \/bin\/sh in the container: its answer is not whole or cannot be read \(.+\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
  [
    'a program that the engine does not know any more',
    from(/^GET \/exec\/\w+\/json/, 1, { status: 404, message: 'No such exec instance' }),
    /^Failed: The container engine went away while it was to run \/bin\/sh in the container: No such exec instance\. UNATTEND_ENGINE_GONE$/,
  ],
  [
    'the answer to the first tag, none of it',
    nth(/^POST \/images\/sha256[^ ]*\/tag/, 1, { cutAfterBytes: 0 }),
    /^Failed: The container engine failed to tag the image \S+: its answer is not whole or cannot be read \(.+\)\. UNATTEND_ENGINE_GARBLED$/,
  ],
])('%s', async (_, fault, sentence) => {
  expect(await runThrough(fault)).toMatch(sentence);
});

/** It is still there whenever somebody looks, on a machine that is busy as well; one that has ended tells its own end. */
const LASTING = SESSION.replace('sleep 1', 'sleep 60');

it.each<readonly [string, Fault, RegExp]>([
  [
    'the stream of a run step, cut in its middle',
    nth(/^POST \/exec\/\w+\/start/, 1, { cutAfterBytes: 600 }),
    /^Failed: The container engine failed to run \/bin\/sh in the container: the stream of the program broke \(.+\)\. UNATTEND_STREAM_BROKEN$/,
  ],
  [
    'the stream of a run step, cut before its first byte',
    nth(/^POST \/exec\/\w+\/start/, 1, { cutAfterBytes: 0, isBehindHead: true }),
    /^Failed: The container engine failed to run \/bin\/sh in the container: the stream of the program broke \(.+\)\. UNATTEND_STREAM_BROKEN$/,
  ],
  [
    'the stream of a run step, cut in what its program is greeted with',
    nth(/^POST \/exec\/\w+\/start/, 1, { cutAfterBytes: 20, isBehindHead: true }),
    /^Failed: The container engine failed to run \/bin\/sh in the container: the stream of the program broke \(.+\)\. UNATTEND_STREAM_BROKEN$/,
  ],
])('%s', async (_, fault, sentence) => {
  expect(await runThrough(fault, LASTING)).toMatch(sentence);
});

it.each([
  ['cut in its middle', 0, ''],
  ['cut, and the engine is slow to say what has become of the program', 4000, ''],
  // Much is on its way: the engine says 126 of the program, which runs on or, its terminal hung up, has ended (1 of 3; Docker 20.10).
  ['cut in a flood', 0, 'while :; do echo more; done;'],
])('the stream of a dialogue, %s', async (_, lateMs, more) => {
  // Of what looks at the terminal the streams stay.
  let isSpawned = false;
  let isTold = false;
  const fault: Fault = ({ method = '', url = '' }) => {
    if (/^GET \/exec\/\w+\/json/.test(`${method} ${url}`) && isSpawned && !isTold) {
      isTold = true;
      return { lateMs };
    }
    if (isSpawned || !/^POST \/exec\/\w+\/start/.test(`${method} ${url}`)) return undefined;
    isSpawned = true;
    return { cutAfterBytes: 400 };
  };
  await using engine = await faultyEngine(fault);
  await using box = await openSandbox();
  // One that ends with the stream, by a hang-up, and before anybody looks, is one that has ended.
  const session = SESSION.replace(`  - run: ${STEP}\n`, '')
    .replace("'seq 1 100;", `'trap "" HUP; seq 1 100; ${more}`)
    .replace('read name;', 'read name || sleep 30;')
    .replace('dialogue:', 'stall: 500ms\n    dialogue:');
  await box.session(session);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--engine', engine.address]);
  expect(rest).toEqual(failed(5));
  expect(sentenceOf(block, box)).toMatch(
    /^Failed: The container engine failed to run \/bin\/sh in the container: the stream of the program broke \(.+\)\. UNATTEND_STREAM_BROKEN$/,
  );
});

it('no load: the commit has the configuration by itself', async () => {
  await using engine = await faultyEngine(from(/^POST \/images\/load/, 1, refused));
  await using box = await openSandbox();
  await runPassing(box, SESSION, '--engine', engine.address);
  expect(await box.left()).toEqual({ ...NOTHING, images: [box.tag] });
});

it('no save: what cannot be audited gets no name', async () => {
  await using engine = await faultyEngine(from(/^GET \/images\/[^ ]*\/get/, 1, refused));
  await using box = await openSandbox();
  await box.session(SESSION);
  const { block, ...rest } = await runFailing(box, ['run', 'a.yaml', '--engine', engine.address]);
  expect(rest).toEqual(failed(5));
  expect(sentenceOf(block, box)).toMatch(
    /^Failed: The container engine refused to read the image sha256:\w+: injected\. UNATTEND_ENGINE_REFUSED$/,
  );
});

it('in a container of somebody else, an exec that opens a scope and is refused: nothing was changed', async () => {
  await using container = await startContainer('unattend-dev/builder:bookworm');
  // The first exec of the scope looks for sudo, the second holds it.
  await using engine = await faultyEngine(nth(/^POST \/exec\/\w+\/start/, 2, refused));
  await using box = await openSandbox();
  await box.session(
    'container: { user: builder }\ndeploy:\n  - scope: { sudo: all }\n    steps: [{ run: "true" }]\n',
  );
  const before = await container.changes();
  const args = ['run', 'a.yaml', '--container', container.id, '--engine', engine.address];
  const { block, ...rest } = await runFailing(box, args);
  expect(rest).toEqual(failed(5));
  expect(sentenceOf(block, box)).toBe(
    'Failed: The container engine refused to open sudo for builder: injected. UNATTEND_ENGINE_REFUSED',
  );
  expect(await container.changes()).toEqual(before);
});
