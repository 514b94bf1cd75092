import { runFlagNames } from '../../script/run-flag-names.js';

/** Words that say nothing of what is asked for. */
const filler = new Set(
  'a an and any are as at be by can choose do enter file for from give in input into is it its of on or please provide save select set specify the this to type use want what where which will with would you your path again same'.split(
    ' ',
  ),
);

/** A name made of the words of a prompt that tell most: `Install directory` is `install-directory`. */
export function nameFrom(prompt: string, fallback: string): string {
  const words = prompt
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|<[^>]*>/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => /^[a-z]/.test(word) && !filler.has(word));
  const name = words.slice(0, 3).join('-');
  return name === '' ? fallback : name;
}

const flags: ReadonlySet<string> = new Set(runFlagNames);

/** The same name, or with a number behind it, such that none of `taken` has it; a parameter's cannot be a flag's. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  const isTaken = (each: string): boolean => flags.has(each) || taken(each);
  if (!isTaken(name)) return name;
  for (let count = 2; ; count++) if (!isTaken(`${name}-${count}`)) return `${name}-${count}`;
}

/** A session's name from what was started: the last part of the first word that is no interpreter. */
export function nameOfCommand(command: string): string {
  const words = command.split(/\s+/).map((word) => word.replaceAll(/^['"]|['"]$/g, ''));
  const input = /\$\{\{ *inputs\.([\w-]+) *\}\}/.exec(command)?.[1];
  const word = input ?? words.find((each) => !isWrapper(each)) ?? '';
  const name = (word.split('/').at(-1) ?? '')
    .replace(/\.(?:sh|run|bin|py|pl|mjs|js)$/, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[^A-Za-z]+|-+$/g, '');
  return name === '' ? 'recorded' : name;
}

const isWrapper = (word: string): boolean =>
  word === '' ||
  word.startsWith('-') ||
  /^\w+=/.test(word) ||
  /^(?:.*\/)?(?:sh|bash|dash|env|exec|sudo|python3?|perl|node|npx|npm|time|nice|setsid)$/.test(word);
