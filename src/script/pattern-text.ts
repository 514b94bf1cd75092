import type { PatternSource, ScreenSource, Template, TextSource } from './model.js';

type Render = (template: Template) => string;

/** A pattern for people: as written, with what `render` makes of its references. */
export function patternText({ label, pattern }: PatternSource, render: Render): string {
  switch (pattern.kind) {
    case 'eof':
    case 'quiet':
      return label;
    case 'raw':
      return `raw ${visible(textOf(label, pattern.text, render))}`;
    case 'screen':
      return `screen ${textOf(label, pattern.text, render)}${inParentheses(conditionsOf(pattern, render))}`;
    case 'text':
    case 'regexp':
    case 'template': {
      const { after } = pattern;
      return `${textOf(label, pattern, render)}${after === undefined ? '' : ` (after ${render(after)})`}`;
    }
  }
}

function textOf(label: string, text: TextSource, render: Render): string {
  if (text.kind !== 'template') return label;
  return text.isRegExp ? `/${render(text.text)}/${text.flags}` : render(text.text);
}

function conditionsOf(screen: ScreenSource, render: Render): readonly string[] {
  const { row, box, isAtCursor = false, isHighlighted = false, isUnique = false } = screen;
  return [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(isAtCursor ? ['at the cursor'] : []),
    ...(isHighlighted ? ['highlighted'] : []),
    ...(box === undefined ? [] : [`in the box ${render(box)}`]),
    ...(isUnique ? ['only once'] : []),
  ];
}

const inParentheses = (words: readonly string[]): string =>
  words.length === 0 ? '' : ` (${words.join(', ')})`;

/** Control characters as an expression would write them: they would do something to the terminal of who reads it. */
const visible = (text: string): string =>
  text.replaceAll(
    /[\u0000-\u001f\u007f]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
