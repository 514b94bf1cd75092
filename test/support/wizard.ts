import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createFinder } from '../canary/scanner/finder.js';
import { type Evidence, type Finding, scanAll } from '../canary/scanner/scan.js';
import { watchFiles } from '../canary/watch/files.js';
import { startContainer } from './containers.js';
import { copyPackages } from './packages.js';
import { type PersonOptions, type RecordingPerson, recordBy } from './person.js';
import { openSandbox, type Sandbox } from './sandbox.js';

export const WIZARDS = 'unattend-dev/wizards:bookworm';

/** A real program that asks, and a person who answers it once. */
export interface Wizard {
  /** Its image; default WIZARDS. */
  readonly base?: string;
  /** More flags of `record`, and files in the sandbox that the command names as `./file`. */
  readonly flags?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
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
  /** Run in a container of the image that a replay has made: a line of shell, and what it must print. */
  readonly check: { readonly run: string; readonly prints: string | RegExp };
}

/** What came of it. */
export interface Played {
  /** The script that was written. */
  readonly script: string;
  /** Exit code and what was written of every replay that failed. */
  readonly failed: readonly string[];
  readonly replays: number;
  /** What `check.run` printed. */
  readonly printed: string;
  /** Where the value of a secret is, in a file, in what was written to a terminal or in the image's settings. */
  readonly leaks: readonly Finding[];
}

/** So many replays, each in a fresh container; all at once, so that the machine is busy. */
const replays = 5;

/** Records the wizard by a scripted person, and replays the script as it was written. */
export async function play(wizard: Wizard): Promise<Played> {
  await using box = await openSandbox();
  const { files = {}, packages = [], secrets = {} } = wizard;
  for (const [name, content] of Object.entries(files)) await box.write(name, content, 0o755);
  await copyPackages(packages, box.directory);
  const watch = watchFiles(box.directory);
  await record(box, wizard);
  const script = await readFile(join(box.directory, 'a.yaml'), 'utf8');
  const env = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [name.replaceAll('-', '_').toUpperCase(), value]),
  );
  const args: (readonly string[])[] = [['a.yaml', '--tag', box.tag]];
  while (args.length < replays) args.push(['a.yaml', '--no-seal']);
  if (wizard.isResized === true) {
    await box.write('resized.yaml', script.replace(/^ *size: .*\n/m, ''));
    args.push(['resized.yaml', '--no-seal']);
  }
  const runs = await Promise.all(
    args.map((each) => box.run(['--verbose', 'run', ...each], { env, longestMs: 120_000 })),
  );
  const failed = runs.flatMap(({ exitCode, stderr }) =>
    exitCode === 0 ? [] : [`exit code ${exitCode}\n${stderr}`],
  );
  const said: Evidence[] = runs.map(({ stdout, stderr }) => ({
    name: 'output',
    pieces: [Buffer.from(stdout + stderr)],
  }));
  const canaries = Object.entries(secrets).map(([name, value]) => ({ name, value }));
  return {
    script,
    failed,
    replays,
    printed: failed.length === 0 ? await checked(box, wizard.check.run) : '',
    leaks: canaries.length === 0 ? [] : await scanAll(createFinder(canaries), [...watch.stop(), ...said]),
  };
}

/** Records and replays it, and expects that all went well; the script must be exactly this one. */
export async function expectReplays(wizard: Wizard, script: string): Promise<void> {
  const played = await play(wizard);
  expect(played.script).toBe(script);
  expect({ failed: played.failed, leaks: played.leaks }).toEqual({ failed: [], leaks: [] });
  const { prints } = wizard.check;
  if (typeof prints === 'string') expect(played.printed).toBe(prints);
  else expect(played.printed).toMatch(prints);
}

async function record(
  box: Sandbox,
  { base = WIZARDS, flags = [], command, person: act, terminal }: Wizard,
): Promise<void> {
  const args = ['--base', base, '-o', 'a.yaml', ...flags, '--', ...command];
  await using person = await recordBy(box, args, terminal);
  await act(person);
  const exitCode = await person.exitCode();
  if (exitCode !== 0) throw new Error(`record ended with exit code ${exitCode}:\n${person.seen()}`);
}

async function checked(box: Sandbox, line: string): Promise<string> {
  await using container = await startContainer(box.tag);
  return await container.run(line); // before the container goes
}
