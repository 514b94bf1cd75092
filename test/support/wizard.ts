import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createFinder } from '../canary/scanner/finder.js';
import { type Evidence, type Finding, scanAll } from '../canary/scanner/scan.js';
import { type FileWatch, watchFiles } from '../canary/watch/files.js';
import type { CliResult } from './cli.js';
import { heldContainer, startContainer } from './containers.js';
import { madeLayer } from './made-layer.js';
import { copyPackages } from './packages.js';
import { humanPauses, type PersonOptions, type RecordingPerson, recordBy } from './person.js';
import { openSandbox, type Sandbox } from './sandbox.js';

const WIZARDS = 'unattend-dev/wizards:bookworm';

/** A real program that asks, and a person who answers it once. */
export interface Wizard {
  /** Its image; default WIZARDS. */
  readonly base?: string;
  /** More flags of `record`, and files in the sandbox that the command names as `./file`. */
  readonly flags?: readonly string[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Packages of ours in `./wizard/node_modules` of the sandbox, with all they need. */
  readonly packages?: readonly string[];
  /** As it is typed behind `record --`. */
  readonly command: readonly string[];
  /** What the person does. */
  readonly person: (person: RecordingPerson) => Promise<void>;
  readonly terminal?: PersonOptions;
  /** Replayed once more on a terminal of the usual size. */
  readonly isResized?: boolean;
  /** The values of secrets, by the name they get. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What the wizard did: a line of shell that is run where each replay was, and what it must print. */
  readonly check: { readonly run: string; readonly prints: string | RegExp };
}

/** What came of it. */
interface Played {
  /** The script that was written. */
  readonly script: string;
  /** Exit code and what was written of every replay that failed. */
  readonly failed: readonly string[];
  /** What `check.run` printed: in the image that the first replay made, and in the container of each other one. */
  readonly printed: readonly string[];
  /** Where the value of a secret is: in a file of the sandbox at any time, on a terminal, in the image's settings or layer. */
  readonly leaks: readonly Finding[];
}

/** So many replays, each in a fresh container; all at once, so that the machine is busy. */
const replays = 5;
const longestMs = 120_000;
/** What a wizard makes is far smaller, and its base far larger. */
const largestLayerBytes = 64 * 1024 * 1024;
/** How often the sandbox is looked at, in ms, while a secret may be in it. */
const lookMs = 250;

/** Records the wizard by a scripted person, and replays the script as it was written. */
async function play(wizard: Wizard): Promise<Played> {
  await using box = await openSandbox();
  const { files = {}, packages = [], secrets = {} } = wizard;
  for (const [name, content] of Object.entries(files)) await box.write(name, content, 0o755);
  await copyPackages(packages, box.directory);
  const hasSecrets = Object.keys(secrets).length > 0;
  // All of the sandbox but Node and its packages, again and again: what is there for a moment is there.
  const watch = watchFiles(join(box.directory, '..'), /^(?:wizard|\.input-.*)$/);
  const looking = hasSecrets ? setInterval(() => watch.look(), lookMs) : undefined;
  try {
    return await playWatched(box, { wizard, hasSecrets, watch });
  } finally {
    clearInterval(looking);
  }
}

interface Watched {
  readonly wizard: Wizard;
  readonly hasSecrets: boolean;
  readonly watch: FileWatch;
}

async function playWatched(box: Sandbox, { wizard, hasSecrets, watch }: Watched): Promise<Played> {
  const { secrets = {} } = wizard;
  const seen = await record(box, wizard);
  const script = await readFile(join(box.directory, 'a.yaml'), 'utf8');
  const env = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [name.replaceAll('-', '_').toUpperCase(), value]),
  );
  const scripts = Array.from({ length: replays }, () => 'a.yaml');
  if (wizard.isResized === true) {
    await box.write('resized.yaml', script.replace(/^ *size: .*\n/m, ''));
    scripts.push('resized.yaml');
  }
  const runs = await inTurn(() =>
    Promise.all(
      scripts.map((file, at) => (at === 0 ? replayToImage : replayInContainer)(box, { wizard, file, env })),
    ),
  );
  const failed = runs.flatMap(({ exitCode, stderr }) =>
    exitCode === 0 ? [] : [`exit code ${exitCode}\n${stderr}`],
  );
  const evidence = (name: string, bytes: string | Buffer): Evidence => ({
    name,
    pieces: [Buffer.from(bytes)],
  });
  const image = hasSecrets && failed.length === 0 ? await madeLayer(box.tag, largestLayerBytes) : undefined;
  const said = [
    evidence("the recording person's terminal", seen),
    ...runs.map(({ stdout, stderr }) => evidence('output', stdout + stderr)),
    ...Object.entries(image ?? {}).map(([name, bytes]) => evidence(`image ${name}`, bytes)),
  ];
  const canaries = Object.entries(secrets).map(([name, value]) => ({ name, value }));
  return {
    script,
    failed,
    printed: runs.flatMap(({ printed = [] }) => printed),
    leaks: !hasSecrets ? [] : await scanAll(createFinder(canaries), [...watch.stop(), ...said]),
  };
}

/** Records and replays it, and expects that all went well; the script must be exactly this one. */
export async function expectReplays(wizard: Wizard, script: string): Promise<void> {
  const played = await play(wizard);
  expect(played.script).toBe(script);
  expect({ failed: played.failed, leaks: played.leaks }).toEqual({ failed: [], leaks: [] });
  const { prints } = wizard.check;
  const expected: unknown = typeof prints === 'string' ? prints : expect.stringMatching(prints);
  expect(played.printed).toEqual(
    Array.from({ length: replays + (wizard.isResized === true ? 1 : 0) }, () => expected),
  );
}

/** Resolves to all that was on the terminal of the person. */
async function record(
  box: Sandbox,
  { base = WIZARDS, flags = [], command, person: act, terminal }: Wizard,
): Promise<string> {
  const args = ['--base', base, '-o', 'a.yaml', ...flags, '--', ...command];
  await using person = await recordBy(box, args, { pauseMs: humanPauses(), longestMs, ...terminal });
  await act(person);
  const exitCode = await person.exitCode();
  if (exitCode !== 0) throw new Error(`record ended with exit code ${exitCode}:\n${person.seen()}`);
  return person.seen();
}

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: the replays of one wizard keep the machine busy, those of five would only wait for each other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work);
  turn = done.catch(() => undefined);
  return done;
}

interface ReplaySpec {
  readonly wizard: Wizard;
  /** The script in the sandbox. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A replay, and what the check printed after one that passed. */
interface Replay extends CliResult {
  readonly printed?: string;
}

/** Looked at is the image: what the wizard did must be in its layer. */
async function replayToImage(box: Sandbox, { wizard, file, env }: ReplaySpec): Promise<Replay> {
  const ran = await box.run(['--verbose', 'run', file, '--tag', box.tag], { env, longestMs });
  if (ran.exitCode !== 0) return ran;
  await using container = await startContainer(box.tag);
  return { ...ran, printed: await container.run(wizard.check.run) };
}

/** Looked at is the container, which is cheaper than an image. */
async function replayInContainer(box: Sandbox, { wizard, file, env }: ReplaySpec): Promise<Replay> {
  const ran = await box.run(['--verbose', 'run', file, '--no-seal', '--keep'], { env, longestMs });
  const [, runId] = /\(run (\w+)\)/.exec(ran.stderr) ?? [];
  if (runId === undefined) return ran;
  await using container = heldContainer(`unattend-${runId}`);
  return ran.exitCode === 0 ? { ...ran, printed: await container.run(wizard.check.run) } : ran;
}
