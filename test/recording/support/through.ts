import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Sandbox } from '../../support/sandbox.js';
import { type Deed, recordPerson, writeRecording } from './person.js';
import { notReplayed } from './replaying.js';

export interface Wizard {
  /** A shell script; it leaves what it was told in the file `told`. */
  readonly script: string;
  readonly does: readonly Deed[];
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface Outcome {
  readonly script: string;
  readonly told: string;
  /** What the wizard was told by the generated script. */
  readonly toldAgain: string;
}

/** Records a person at a wizard, generates, and runs the generated script at the same wizard. */
export async function throughARecording(
  box: Sandbox,
  { script, does, secrets = {} }: Wizard,
): Promise<Outcome> {
  const told = join(box.directory, 'told');
  await box.write('wizard.sh', `#!/bin/bash\nTOLD=${told}\n${script}`, 0o755);
  await writeRecording(
    `${box.directory}/a.cast`,
    await recordPerson({ argv: ['./wizard.sh'], cwd: box.directory, does }),
  );
  const first = await readFile(told, 'utf8');
  await rm(told);
  const made = await box.run(['generate', 'a.cast', '--base', 'debian:bookworm', '-o', 'a.yaml']);
  expect(made.exitCode, made.stderr).toBe(0);
  const text = await readFile(join(box.directory, 'a.yaml'), 'utf8');
  expect(text).not.toContain(notReplayed);
  const ran = await box.run(['run', 'a.yaml', '--on', 'host'], { env: secrets });
  expect(ran.exitCode, `${text}\n${ran.stderr}`).toBe(0);
  return { script: text, told: first, toldAgain: await readFile(told, 'utf8') };
}

/** What a script's program is answered: its rules and exchanges. */
export const dialogueOf = (script: string): string =>
  /^ {4}(?:always|dialogue):\n[^]*?(?=^ {4}exit:)/m.exec(script)?.[0] ?? '';
