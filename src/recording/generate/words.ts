import { runFlagNames } from '../../script/run-flag-names.js';

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
  /^(?:.*\/)?(?:sh|bash|dash|env|exec|export|sudo|python3?|perl|node|npx|npm|time|nice|setsid)$/.test(word);
