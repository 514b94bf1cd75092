import { expect, it } from 'vitest';
import { createRedactor } from '../../src/redact.js';
import { plainStyle, type Screen, type ScreenLine } from '../../src/screen.js';
import { redactScreen } from '../../src/screen/redact-screen.js';

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
