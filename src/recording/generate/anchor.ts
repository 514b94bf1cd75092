import type { Part, PatternDraft } from './draft.js';
import { escapeLiteral, isVaried, literalOf, matchesIn, recordedText } from './pattern.js';
import type { Sight } from './sights.js';
import { promptOf } from './sights.js';
import { type OwnNames, partsOf, withoutDefault } from './volatile.js';

/** The pattern for a prompt, and the default it showed in brackets. */
export interface Anchor {
  readonly expect: PatternDraft;
  readonly shown?: string;
  /** Nothing tells this prompt apart from others: what a reviewer has to know. */
  readonly isWeak: boolean;
}

/** A longer prompt is cut down to its last sentence. */
const longPrompt = 60;

/** The shortest text that tells a prompt apart from all that was said since the last answer. */
export function anchorOf(sight: Sight, own: OwnNames): Anchor {
  const { line, above } = promptOf(sight);
  const prompt = line.trim() === '' ? lastLine(above) : line;
  const { text, shown } = withoutDefault(prompt.trimEnd());
  const told = shown === undefined ? {} : { shown };
  const isOnLine = line.trim() !== '';
  const asked = isOnLine ? askedAbove(sight, own) : undefined;
  if (asked !== undefined && isUnique(asked, sight, true))
    return { expect: { kind: 'text', parts: asked }, isWeak: false, ...whatIsShown(prompt) };
  for (const parts of candidates(prompt, text, own)) {
    if (hasWords(parts) && isUnique(parts, sight, isOnLine))
      return { expect: { kind: 'text', parts }, isWeak: false, ...told };
  }
  const parts = candidates(prompt, text, own).at(-1) ?? [];
  // Beside a heading a script says text that stays alone.
  const after = isVaried(parts) ? undefined : headingOf(above, parts, own);
  if (after !== undefined) return { expect: { kind: 'text', parts, after }, isWeak: false, ...told };
  return { expect: { kind: 'text', parts }, isWeak: true, ...told };
}

/** A prompt that is nothing but a default in brackets: `  [Unknown]:` */
const onlyDefault = /^(\s*)([[(<])([^[\]()<>]*)([\])>])(\s*[:?>]*)\s*$/;

const whatIsShown = (prompt: string): Pick<Anchor, 'shown'> => ({
  shown: onlyDefault.exec(prompt)?.[3]?.trim() ?? '',
});

/** The question on the line above such a default, and the default as what varies. */
function askedAbove(sight: Sight, own: OwnNames): readonly Part[] | undefined {
  const { line, above } = promptOf(sight);
  const [, blanks = '', open = '', shown = '', close = '', sign = ''] = onlyDefault.exec(line) ?? [];
  const question = withoutDecoration(lastLine(above));
  if (open === '' || !/\p{L}{3}/u.test(question)) return undefined;
  const [from, to] = [escapeLiteral(open), escapeLiteral(close)];
  const varies = { name: 'default in brackets', source: `${from}[^${to}]*${to}` };
  return [
    ...partsOf(question, own),
    { text: `\n${blanks}` },
    { text: `${open}${shown}${close}`, varies },
    { text: sign.trimEnd() },
  ].filter(({ text }) => text !== '');
}

/** The shortest first. */
function candidates(prompt: string, text: string, own: OwnNames): readonly (readonly Part[])[] {
  const whole = trimmed(partsOf(prompt.trim(), own));
  const stem = withoutEnds(partsOf(withoutDecoration(text), own));
  const all = [lastSentence(stem), stem, whole];
  return all.filter((parts) => recordedText(parts).trim() !== '');
}

/** What programs draw before a question and is no part of it. */
const withoutDecoration = (text: string): string =>
  text.trim().replace(/^(?:[?◆◇│┃|❯›*#>-]\s+|=+>\s*)+/u, '');

/** What varies at the ends is left out: what stays between tells enough. */
function withoutEnds(parts: readonly Part[]): readonly Part[] {
  const isWord = ({ text, varies }: Part): boolean => varies === undefined && /\p{L}{2}/u.test(text);
  const first = parts.findIndex(isWord);
  const last = parts.findLastIndex(isWord);
  return first < 0 ? trimmed(parts) : trimmed(parts.slice(first, last + 1));
}

/** Without blanks, and without signs that are left over where something was cut off. */
function trimmed(parts: readonly Part[]): readonly Part[] {
  return parts
    .map((part, at) => {
      if (part.varies !== undefined) return part;
      const start = at === 0 ? part.text.replace(/^(?:[\s,;.)\]]|[-=*~]+\s)+/, '') : part.text;
      return { text: at === parts.length - 1 ? start.replace(/[\s([<'"]+$/, '') : start };
    })
    .filter(({ text }) => text !== '');
}

function lastSentence(parts: readonly Part[]): readonly Part[] {
  if (recordedText(parts).length <= longPrompt) return parts;
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = parts[at];
    if (part === undefined || part.varies !== undefined) continue;
    const ends = [...part.text.matchAll(/[.!?;:]\s+(?=\S)/g)].reverse();
    for (const end of ends) {
      const rest = [{ text: part.text.slice(end.index + end[0].length) }, ...parts.slice(at + 1)];
      if (recordedText(rest).split(/\s+/).length >= 2) return withoutEnds(rest);
    }
  }
  return parts;
}

/** At least one word that stays, so that a person recognises the prompt and the program finds no other. */
const hasWords = (parts: readonly Part[]): boolean =>
  parts.some(({ text, varies }) => varies === undefined && /\p{L}{3}/u.test(text)) ||
  /[^\p{P}\p{S}\s\d].*[^\p{P}\p{S}\s\d]/u.test(stayingText(parts));

const stayingText = (parts: readonly Part[]): string =>
  recordedText(parts.filter(({ varies }) => varies === undefined));

/** Whether it matches at the prompt, and nowhere before it. */
function isUnique(parts: readonly Part[], { text, lineStart }: Sight, isOnLine: boolean): boolean {
  const all = matchesIn(parts, text);
  const last = all.at(-1);
  return all.length === 1 && last !== undefined && (!isOnLine || last.end > lineStart);
}

function lastLine(above: string): string {
  return above.trimEnd().split('\n').at(-1) ?? '';
}

/** The nearest line above that is a sentence of its own and tells this prompt apart. */
function headingOf(above: string, parts: readonly Part[], own: OwnNames): string | undefined {
  const lines = above.split('\n').map((line) => line.trim());
  const isHeading = (line: string): boolean =>
    /\p{L}{3}.*\s.*\p{L}{2}|\p{L}{5}/u.test(line) &&
    !/^[[(]?\d{1,4}[\]).:]\s/.test(line) &&
    !isVaried(partsOf(line, own)) &&
    !line.includes(literalOf(parts)) &&
    lines.filter((other) => other.includes(line)).length === 1;
  const found = lines.findLastIndex(isHeading);
  return found < 0 ? undefined : lines[found]?.replaceAll(/\s+/g, ' ');
}
