import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { spawn, type Spawned } from '../../src/index.js';

const main = fileURLToPath(new URL('../../dist/bin/unattend.js', import.meta.url));
let folder: string;
const asks = `read -p "Your name: " n; read -p "Your town: " t; echo "$n of $t" > told`;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unattend-person-'));
  writeFileSync(join(folder, 'wizard.sh'), asks);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wizard = [
  'unattend: 1',
  'name: wizard',
  'deploy:',
  '  - spawn: bash ./wizard.sh',
  '    cwd: FOLDER',
  '    stall: 1s',
  '    dialogue:',
  '      - expect: "NAME"',
  '        answer: zoe',
  '      - expect: "Your town:"',
  '        answer: Bern',
  '',
].join('\n');
const script = (name: string): string => wizard.replace('FOLDER', folder).replace('NAME', name);

/** A person at a terminal runs the script. */
function run(...flags: readonly string[]): Promise<Spawned> {
  const argv = [process.execPath, main, 'run', join(folder, 'wizard.yaml'), '--on', 'host', ...flags];
  const env = { XDG_STATE_HOME: folder, HOME: folder, CI: undefined };
  return spawn(argv, { cwd: folder, env, size: { columns: 120, rows: 60 } });
}

it('--on-error ask: the edited script is read again and goes on from the exchange that waited', async () => {
  writeFileSync(join(folder, 'wizard.yaml'), script('Your nmae:'));
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('The installer still waits.');
  expect(unattend.before).toContain('nothing answers "Your name:"');
  writeFileSync(join(folder, 'wizard.yaml'), script('Your name:'));
  unattend.write('r');
  await unattend.exit();
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('zoe of Bern\n');
});

/** What stands on the terminal, once nothing has been written there for longer than the lines under way stay as they are. */
async function shownAtRest(unattend: Spawned): Promise<readonly string[]> {
  await unattend.expect({ quietMs: 1500 });
  const { lines } = await unattend.screen();
  return lines.map(({ text }) => text.trimEnd()).filter((text) => text !== '');
}

const menu = [
  'The installer still waits.',
  '  r  read the edited script again and go on from this exchange',
  '  t  take the keyboard; an answer that failed is yours to give, and is tried again if you press no Enter',
  '  k  stop and keep the container',
  '  q  stop',
];

it('--on-error ask: what is asked stays on the screen, also when it is asked again', async () => {
  writeFileSync(join(folder, 'wizard.yaml'), script('Your nmae:'));
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('The installer still waits.');
  const first = await shownAtRest(unattend);
  expect(first.slice(-5)).toEqual(menu);
  expect(first).toContainEqual(expect.stringContaining('nothing answers "Your name:"'));
  writeFileSync(join(folder, 'wizard.yaml'), 'unattend: 2\n');
  unattend.write('r');
  await unattend.expect('The installer still waits.');
  const again = await shownAtRest(unattend);
  expect(again.slice(0, first.length)).toEqual(first);
  expect(again[first.length]).toBe(`Failed: The session script ${folder}/wizard.yaml has 1 error:`);
  expect(again.slice(-5)).toEqual(menu);
});

it('--on-error ask: what is asked stays on the screen after the person had the keyboard', async () => {
  const handed = script('Your name:').replace('        answer: zoe', '        handover: true');
  writeFileSync(join(folder, 'wizard.yaml'), handed.replace('Your town:', 'Your village:'));
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('Ctrl-] gives it back.');
  await unattend.expect('Your name:');
  unattend.write('zoe\r');
  await unattend.expect('Your town:');
  unattend.write('\x1d');
  await unattend.expect('The installer still waits.');
  expect((await shownAtRest(unattend)).slice(-5)).toEqual(menu);
});

it('--on-error ask: so is a file that the script uses', async () => {
  const [head = '', dialogue = ''] = script('Your nmae:').split('    dialogue:\n');
  const part = `unattend: 1\ndialogue:\n${dialogue}`;
  writeFileSync(join(folder, 'wizard.yaml'), `${head}    dialogue: [ { use: part.yaml } ]\n`);
  writeFileSync(join(folder, 'part.yaml'), part);
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('The installer still waits.');
  writeFileSync(join(folder, 'part.yaml'), part.replace('nmae', 'name'));
  unattend.write('r');
  await unattend.exit();
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('zoe of Bern\n');
});

it('--on-error ask: an answer that failed is given again by the edited script', async () => {
  const menu = `select size in small large; do break; done; read -sp "Code: " c; echo "$size $c" > told`;
  writeFileSync(join(folder, 'wizard.sh'), menu);
  const asking = (label: string, code: string): string =>
    script('#?').replace('answer: zoe', `select: ${label}`).replace('town', code);
  const edited = asking('large', 'code').replace('"Your code:"', '"Code:"');
  writeFileSync(join(folder, 'wizard.yaml'), edited.replace('large', 'huge'));
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('"huge" is not on the screen; there is: "small", "large".');
  await unattend.expect('The installer still waits.');
  writeFileSync(join(folder, 'wizard.yaml'), edited);
  unattend.write('r');
  await unattend.exit();
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('large Bern\n');
});

it('--on-error ask: the person takes the keyboard, gives it back, and the script goes on', async () => {
  writeFileSync(join(folder, 'wizard.yaml'), script('Your name:').replace('Your town:', 'Your village:'));
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('The installer still waits.');
  unattend.write('t');
  await unattend.expect('Ctrl-] gives it back.');
  await unattend.expect('Your town:');
  unattend.write('Chur\r');
  await unattend.exit(3);
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('zoe of Chur\n');
});

const failing = (label: string): string => script('#?').replace('answer: zoe', `select: ${label}`);

it('--on-error ask: what the person has answered for an answer that failed is not asked again', async () => {
  writeFileSync(
    join(folder, 'wizard.sh'),
    'select n in small large; do break; done; read -p "Your town: " t; echo "$n of $t" > told',
  );
  writeFileSync(join(folder, 'wizard.yaml'), failing('huge'));
  await using unattend = await run('--on-error', 'ask');
  await unattend.expect('The installer still waits.');
  unattend.write('t');
  await unattend.expect('Ctrl-] gives it back.');
  await unattend.expect('#?');
  unattend.write('2\r');
  await unattend.expect('Your town:');
  unattend.write('\x1d');
  await unattend.exit();
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('large of Bern\n');
});

it('--on-error ask: an answer that failed is tried again when the person gives none', async () => {
  const menu =
    'whiptail --menu Size 12 40 2 s small l large 2>told; read -p "Your town: " t; echo " of $t" >>told';
  writeFileSync(join(folder, 'wizard.sh'), menu);
  const asking = failing('huge').replace('expect: "#?"', 'expect: { screen: Size }');
  writeFileSync(join(folder, 'wizard.yaml'), asking);
  await using unattend = await run('--on-error', 'ask');
  const problem = '"huge" is not on the screen; there is: "s small", "l large".';
  await unattend.expect(problem);
  await unattend.expect('The installer still waits.');
  unattend.write('t');
  await unattend.expect('Ctrl-] gives it back.');
  await unattend.expect({ screen: 'small' });
  unattend.write('\x1b[B\x1d');
  await unattend.expect(problem);
  await unattend.expect('The installer still waits.');
  writeFileSync(join(folder, 'wizard.yaml'), asking.replace('huge', 'large'));
  unattend.write('r');
  await unattend.exit();
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('l of Bern\n');
});

it('handover: the person has the terminal until Ctrl-]', async () => {
  const handed = script('Your name:').replace('        answer: zoe', '        handover: true');
  writeFileSync(join(folder, 'wizard.yaml'), handed);
  await using unattend = await run();
  await unattend.expect('Ctrl-] gives it back.');
  await unattend.expect('Your name:');
  unattend.write('Ann Élise\r');
  await unattend.expect('Your town:');
  unattend.write('\x1d');
  await unattend.exit();
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('Ann Élise of Bern\n');
});

it.each(['\x1b[93;5u', '\x1b[27;5;93~'])(
  'handover: Ctrl-] gives the terminal back when the program has it sent as %j',
  async (escapeKey) => {
    const handed = script('Your name:').replace('        answer: zoe', '        handover: true');
    writeFileSync(join(folder, 'wizard.yaml'), handed);
    await using unattend = await run();
    await unattend.expect('Ctrl-] gives it back.');
    await unattend.expect('Your name:');
    unattend.write('Ann\r');
    await unattend.expect('Your town:');
    unattend.write(escapeKey);
    await unattend.exit();
    expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('Ann of Bern\n');
  },
);

it('--on-error ask without a terminal is a usage error', async () => {
  writeFileSync(join(folder, 'wizard.yaml'), script('Your name:'));
  const line = `${process.execPath} ${main} run ${folder}/wizard.yaml --on host --on-error ask </dev/null 2>&1 | cat`;
  await using unattend = await spawn(line, { cwd: folder, env: { XDG_STATE_HOME: folder, HOME: folder } });
  await unattend.expect('--on-error ask needs a terminal to ask on.');
});

/** In a shell, which says how it ended and whether the terminal is as it was. */
function runInShell(...flags: readonly string[]): Promise<Spawned> {
  const command = `${process.execPath} ${main} run ${folder}/wizard.yaml --on host ${flags.join(' ')}`;
  const line = `sh -c 'echo $$ >pid; exec ${command}'; echo "ended $?"; stty -a | grep -ow -e '-*icanon'`;
  return spawn(line, { cwd: folder, env: { XDG_STATE_HOME: folder, HOME: folder, CI: undefined } });
}

it.each([
  ['--on-error ask', 'The installer still waits.'],
  ['--secret code=prompt', /^code: $/],
])(
  '%s: a signal from elsewhere ends it while it asks, and the terminal is as it was',
  async (flag, asked) => {
    const secret = script('Your nmae:').replace('deploy:', 'secrets: { code: { prompt: true } }\ndeploy:');
    writeFileSync(join(folder, 'wizard.yaml'), flag.startsWith('--secret') ? secret : script('Your nmae:'));
    await using unattend = await runInShell(flag);
    await unattend.expect(asked);
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGTERM');
    await unattend.expect(/ended 143\s+icanon/);
    await unattend.exit();
  },
);
