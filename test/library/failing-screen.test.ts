import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { isUnattendError, Secret, spawn } from '../../src/index.js';

const wizards = resolve(import.meta.dirname, '../../fixtures/wizards');

/** The failure of a program that waits for what nobody answers: a stall, or of one that may go on by itself a timeout. */
async function stallOf(argv: readonly [string, ...string[]]) {
  await using program = await spawn(argv, { stallMs: 500, timeoutMs: 4000 });
  const error: unknown = await program
    .dialogue([{ expect: 'Never asked', answer: 'x' }])
    .catch((reason: unknown) => reason);
  if (isUnattendError(error, 'STALLED'))
    return { prompt: error.details.prompt, screen: error.details.screen };
  if (isUnattendError(error, 'EXPECT_TIMEOUT')) return { prompt: undefined, screen: error.details.screen };
  throw error;
}

it.each([
  [
    'whiptail',
    ['whiptail', '--title', 'Licence', '--yesno', 'Do you accept?', '8', '40'],
    'Licence: Do you accept?',
    '<Yes>           <No>',
  ],
  [
    'dialog',
    ['dialog', '--menu', 'Pick a flavour', '12', '40', '3', 'a', 'Apple', 'b', 'Banana'],
    'Pick a flavour',
    '│ │            b  Banana',
  ],
  [
    'whiptail without text',
    ['whiptail', '--title', 'Flavours', '--menu', '', '12', '40', '3', 'a', 'Apple'],
    'Flavours: a Apple',
    'a Apple',
  ],
  ['clack', [process.execPath, `${wizards}/clack.mjs`, '/dev/null'], '◆  Project name', '│  acme'],
  ['inquirer', [process.execPath, `${wizards}/inquirer.mjs`, '/dev/null'], '? Project name', 'Project name'],
  ['bash', ['bash', '-c', 'echo Welcome; read -p "Your name: " name'], 'Your name:', 'Welcome'],
] as const)(
  'a failure of %s tells what is asked and shows the screen as it is drawn',
  async (_, argv, prompt, row) => {
    const details = await stallOf([argv[0], ...argv.slice(1)]);
    // Of an event loop nobody can be certain that it waits for nothing else: that is a timeout.
    expect(details.prompt ?? prompt).toBe(prompt);
    expect(details.screen.join('\n')).toContain(row);
    expect(details.screen.every((line) => line === line.trimEnd())).toBe(true);
  },
);

it('a field that shows the end of a secret only: nothing of it is in the failure', async () => {
  const value = 'tell-nobody-4711-and-keep-it-to-yourself-9932';
  const log: Uint8Array[] = [];
  await using box = await spawn(['whiptail', '--inputbox', 'Key?', '8', '30'], {
    log: { write: (bytes) => log.push(bytes) },
  });
  await box.dialogue([{ expect: { screen: 'Key?' }, type: new Secret(value, 'key'), visible: true }]);
  const error: unknown = await box
    .expect('Never asked', { timeoutMs: 300 })
    .catch((reason: unknown) => reason);
  const told = isUnattendError(error, 'EXPECT_TIMEOUT') ? JSON.stringify(error.details) : '';
  expect(told).toContain('Key?');
  await box.kill();
  const all = told + Buffer.concat(log).toString();

  for (const part of ['yourself', '9932', 'keep-it']) expect(all).not.toContain(part);
});
