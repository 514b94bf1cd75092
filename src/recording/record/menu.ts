import type { Note } from '../marker.js';
import type { Screen } from '../../screen.js';
import { namePattern, nameRule } from '../../script/name.js';
import { runFlagNames } from '../../script/run-flag-names.js';
import { KeyReader, sentBy } from '../../session/key-reader.js';
import type { PressedKey } from '../../terminal/read-keys.js';

/** What a person may do while they record. */
export type MenuChoice = { readonly kind: 'back' | 'send' | 'secret' | 'stop' } | Note;

/** Where the menu is shown and what is pressed there. */
export interface MenuTerminal {
  readonly keyboard: { readonly next: () => Promise<string> };
  readonly out: { write(text: string): unknown };
}

const lines = [
  'unattend is recording.',
  '',
  'The answer you are typing, or else the last one:',
  '  s  it is a secret',
  '  p  it is a parameter of the script',
  '  o  its prompt may be missing',
  '  r  its prompt may come again',
  '',
  '  c  add a check: the screen says ...',
  '  z  pause',
  '  q  end the program and stop',
  '  Ctrl-]  send Ctrl-] to the program',
  '',
  'Escape or Enter goes back.',
];

/** Shows the menu on a screen of its own and asks for one choice. */
export async function showMenu({ keyboard, out }: MenuTerminal, screen: Screen): Promise<MenuChoice> {
  const keys = new KeyReader(keyboard);
  out.write(
    `${screen.isAlternate ? '' : '\x1b[?1049h'}\x1b[0m\x1b[2J\x1b[H\x1b[?25h${lines.join('\r\n')}\r\n`,
  );
  for (;;) {
    const choice = await choiceOf(sentBy(await keys.next()), { keys, out }, screen);
    if (choice !== undefined) return choice;
  }
}

/** Shows what came of a choice, until a key is pressed. */
export async function showResult({ keyboard, out }: MenuTerminal, text: string): Promise<void> {
  out.write(pausing(text));
  await keyboard.next();
}

const pausing = (text: string): string => `\r\n${text} Any key goes on.\r\n`;

const simple: Readonly<Record<string, MenuChoice>> = {
  '\x1b': { kind: 'back' },
  '\r': { kind: 'back' },
  '\x03': { kind: 'back' },
  '\x1d': { kind: 'send' },
  s: { kind: 'secret' },
  o: { kind: 'optional' },
  r: { kind: 'repeated' },
  q: { kind: 'stop' },
};

interface Asking {
  readonly keys: KeyReader;
  readonly out: MenuTerminal['out'];
}

async function choiceOf(key: string, terminal: Asking, screen: Screen): Promise<MenuChoice | undefined> {
  const choice = simple[key];
  if (choice !== undefined) return choice;
  switch (key) {
    case 'p': {
      const name = await askUntil(terminal, { label: 'Name of the parameter: ', problemOf: problemOfName });
      return name === undefined ? { kind: 'back' } : { kind: 'param', name };
    }
    case 'c': {
      const text = await askUntil(terminal, {
        label: 'The screen says: ',
        preset: lastSaid(screen),
        problemOf: (said) => (isOn(screen, said) ? undefined : 'That is not on the screen.'),
      });
      return text === undefined ? { kind: 'back' } : { kind: 'check', text };
    }
    case 'z':
      terminal.out.write(pausing('Paused: the time of the recording stands still.'));
      await terminal.keys.next();
      return { kind: 'back' };
  }
  return undefined;
}

/** What a script takes for the name of a parameter. */
function problemOfName(name: string): string | undefined {
  if (!namePattern.test(name)) return `"${name}" is no name: ${nameRule}.`;
  return (runFlagNames as readonly string[]).includes(name)
    ? `"${name}" is a flag of \`unattend run\`: a parameter has another name.`
    : undefined;
}

/** The last line above the cursor's: on that one the next prompt stands, which is awaited anyway. */
function lastSaid({ lines: all, cursor }: Screen): string {
  const said = all.slice(0, cursor.row).findLast(({ text }) => text.trim() !== '');
  return said?.text.trim() ?? '';
}

/** A line that goes on in the next one is one line. */
function isOn({ lines: all }: Screen, text: string): boolean {
  const oneSpaced = (each: string): string => each.trim().replaceAll(/\s+/g, ' ');
  const whole = all.map((line) => `${line.isWrapped ? '' : '\n'}${line.text}`).join('');
  return oneSpaced(whole).includes(oneSpaced(text));
}

interface Question {
  readonly label: string;
  readonly preset?: string;
  /** What is wrong with an answer, if anything. */
  readonly problemOf: (text: string) => string | undefined;
}

/** Asks until the answer is one; undefined where none is given. */
async function askUntil(terminal: Asking, question: Question): Promise<string | undefined> {
  const { label, preset = '', problemOf } = question;
  for (let given: string | undefined = preset; ;) {
    given = await askLine(terminal, label, given);
    if (given === undefined || given.trim() === '') return undefined;
    const problem = problemOf(given);
    if (problem === undefined) return given;
    terminal.out.write(`\r\n${problem}`);
  }
}

/** One line with Backspace and Ctrl-U; Enter ends it; undefined when Escape does. */
async function askLine({ keys, out }: Asking, label: string, preset: string): Promise<string | undefined> {
  let text = preset;
  const draw = (): unknown => out.write(`\r\x1b[K${label}${text}`);
  out.write('\r\n');
  draw();
  for (;;) {
    const key = await keys.next();
    if (key.kind === 'key' && key.name === 'enter') return text;
    if (key.kind === 'key' && (key.name === 'escape' || key.name === 'ctrl-c')) return undefined;
    text = edited(text, key);
    draw();
  }
}

function edited(text: string, key: PressedKey): string {
  if (key.kind === 'text') return text + key.text;
  if (key.name === 'backspace') return Array.from(text).slice(0, -1).join('');
  return key.name === 'ctrl-u' ? '' : text;
}
