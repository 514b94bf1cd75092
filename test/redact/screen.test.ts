import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';
import { plainStyle, type Screen, type ScreenLine } from '../../src/screen.js';
import { redactScreen } from '../../src/screen/redact-screen.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

const bold = { ...plainStyle, isBold: true };

function line(...texts: readonly string[]): ScreenLine {
  const runs = texts.map((text, at) => ({
    text,
    column: texts.slice(0, at).join('').length,
    width: text.length,
    style: at % 2 === 0 ? plainStyle : bold,
  }));
  return { text: texts.join('').trimEnd(), runs, isWrapped: false };
}

const screenOf = (...lines: readonly ScreenLine[]): Screen => ({
  columns: 20,
  rows: lines.length,
  lines,
  cursor: { row: 0, column: 0, isVisible: true },
  isAlternate: false,
});

const shown = (screen: Screen): readonly string[] =>
  redactScreen(screen, createRedactor(['hunter22'])).lines.map(({ text }) => text);

it('a screen without secrets keeps the look of its rows', () => {
  const screen = screenOf(line('one ', 'two'), line());
  expect(redactScreen(screen, createRedactor(['hunter22']))).toEqual(screen);
});

it('a secret on a screen is masked, also one that is bold in the middle or wrapped', () => {
  expect(shown(screenOf(line('is hun', 'ter', '22.'), line('two')))).toEqual(['is [redacted].', 'two']);
  expect(shown(screenOf(line('it certainly is hunt'), line('er22'), line('end')))).toEqual([
    'it certainly is [red',
    'end',
    '',
  ]);
});

it('a secret is masked where the terminal broke it behind wide characters, which take two cells each', async () => {
  const emulator = createScreenEmulator({ columns: 20, rows: 4, onReply: () => undefined });
  emulator.push(Buffer.from('您的密码是：hunter2219\r\n0123456789abcdefghi密hunter22'));
  const screen = await emulator.snapshot();
  emulator.dispose();
  const lines = redactScreen(screen, createRedactor(['hunter2219', '密hunter22'])).lines.map(
    ({ text }) => text,
  );
  expect(screen.lines[0]?.text).toBe('您的密码是：hunter22');
  expect(lines).toEqual(['您的密码是：[redacte', 'd]', '0123456789abcdefghi[', 'redacted]']);
});
