import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve } from 'node:path';
import { flagsFileOf } from '../recording/flags-file.js';
import { isVendorPath } from '../recording/generate/inputs.js';
import type { Session } from '../script/model.js';
import { parseSession } from '../script/parse-session.js';
import { shellWord } from '../script/shell-quote.js';
import { usage } from './words.js';

type Options = Readonly<Record<string, unknown>>;

/** The options of a run that makes no image, and has the defaults of the flags that `record` lacks. */
export const withoutImage = (options: Options): Options => ({
  ...options,
  seal: 'nothing',
  timeoutFactor: '1',
  size: '120x40',
});

/** What is to be recorded, and where it goes. */
export interface RecordedSession {
  /** One program without a dialogue: a person is there. */
  readonly session: Session;
  /** As it would stand in a script; references to inputs stay. */
  readonly command: string;
  readonly base?: string;
  /** Input name to its path, relative to the script, of those that are near it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The same of all, absolute: for this machine alone. */
  readonly paths: Readonly<Record<string, string>>;
  readonly scriptFile: string;
  readonly castFile: string;
}

/** The session of a command that a person will drive. Throws USAGE for what cannot be, SCRIPT_INVALID for a wrong reference. */
export function recordSession(given: readonly string[], options: Options): RecordedSession {
  const base = options['base'] as string | undefined;
  const isElsewhere = options['on'] !== undefined || options['container'] !== undefined;
  if (base === undefined && !isElsewhere)
    throw usage(
      'It is not said where the program is to run.',
      'Give --base IMAGE for a fresh container, --container ID for one that runs, or --on host for this machine.',
    );
  if (base !== undefined && isElsewhere)
    throw usage('--base makes a container, and another place is named too.', 'Leave one of them away.');
  const inputs = inputPairs(options['input'] as readonly string[] | undefined);
  const isLine = given.length === 1 && /\s/.test(given[0] ?? '');
  const words = isLine ? given : given.map((each) => asInput(each, inputs));
  const name = nameOf(words, Object.keys(inputs));
  const scriptFile = resolve((options['output'] as string | undefined) ?? `${name}.yaml`);
  const castFile = `${scriptFile.slice(0, scriptFile.length - extname(scriptFile).length)}.cast`;
  if (!/\.ya?ml$/.test(scriptFile))
    throw usage(
      `${scriptFile} is no name of a session script.`,
      'Give -o FILE.yaml; the recording is FILE.cast beside it.',
    );
  if (options['force'] !== true)
    for (const file of [scriptFile, castFile, flagsFileOf(castFile)]) mustBeFree(file);
  const text = sessionText({ name, base, inputs, words });
  return {
    session: parseSession(scriptFile, text),
    command: isLine ? (words[0] ?? '') : words.map(wordOf).join(' '),
    ...(base !== undefined && { base }),
    inputs: Object.fromEntries(
      Object.entries(inputs).flatMap(([each, path]) => {
        const from = besides(dirname(scriptFile), path);
        return from === undefined ? [] : [[each, from]];
      }),
    ),
    paths: Object.fromEntries(Object.entries(inputs).map(([each, path]) => [each, resolve(path)])),
    scriptFile,
    castFile,
  };
}

/** A path as a script says it. What is far away from the script and from here is elsewhere on another machine: undefined. */
function besides(directory: string, path: string): string | undefined {
  const from = relative(directory, resolve(path));
  const isHere = !relative('.', path).startsWith('..');
  if (/^\.\.\/\.\./.test(from) && !isHere) return undefined;
  return from.startsWith('..') ? from : `./${from}`;
}

function mustBeFree(file: string): void {
  if (existsSync(file))
    throw usage(`${file} is there already.`, 'Name another file with -o FILE, or overwrite it with --force.');
}

function inputPairs(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1)
        throw usage(`"--input ${pair}" is not of the form NAME=PATH.`, 'Give it as --input NAME=PATH.');
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

/**
 * A file that is named from here, `./install.sh`, or that only this machine has, `/opt/vendor/setup.run`, is not where the program
 * runs, or where the script will: it becomes an input, as is one given as such.
 */
function asInput(text: string, inputs: Record<string, string>): string {
  // A bare word is a program in PATH, unless an input was given in the same words.
  const isSame = (path: string): boolean =>
    path === text || (text.includes('/') && resolve(path) === resolve(text));
  const known = Object.entries(inputs).find(([, path]) => isSame(path));
  if (known === undefined && !isFileFromHere(text) && !isFileOfThisMachine(text)) return text;
  const plain = basename(text)
    .replace(/\.\w+$/, '')
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-');
  const name = known?.[0] ?? (/^[A-Za-z]/.test(plain) ? plain : `input-${plain}`);
  if (known === undefined && name in inputs)
    throw usage(
      `Two inputs would be named "${name}".`,
      `Name it yourself: --input NAME=${text}, and \${{ inputs.NAME }}.`,
    );
  inputs[name] = text;
  return `\${{ inputs.${name} }}`;
}

const isFileFromHere = (text: string): boolean => /^\.\.?\//.test(text) && existsSync(text);

/** A directory may as well be one that the program makes there. */
const isFileOfThisMachine = (text: string): boolean =>
  isVendorPath(text) && statSync(text, { throwIfNoEntry: false })?.isFile() === true;

/** Of the input that is run, or of the program. */
function nameOf(words: readonly string[], inputs: readonly string[]): string {
  const all = words.flatMap((each) => each.split(/\s+/));
  const input = inputs.find((name) => words.some((each) => each.includes(`inputs.${name} `)));
  const isShell = (each: string): boolean =>
    /^(?:sh|bash|dash|sudo|env|exec)$/.test(basename(each)) || each.startsWith('-');
  const program = basename(all.find((each) => !isShell(each)) ?? 'recorded');
  const name = (input ?? program.replace(/\.\w+$/, ''))
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[^A-Za-z]+/, '');
  return name === '' ? 'recorded' : name;
}

/** As a word of a shell line; a reference to an input becomes one word by itself. */
const wordOf = (text: string): string => (/^\$\{\{[^}]*\}\}\S*$/.test(text) ? text : shellWord(text));

/** JSON is YAML: every text is quoted. */
function sessionText({
  name,
  base,
  inputs,
  words,
}: {
  readonly name: string;
  readonly base: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}): string {
  const json = JSON.stringify;
  const declared = Object.entries(inputs).map(
    ([each, path]) => `  ${each}: { from: ${json(resolve(path))} }\n`,
  );
  return [
    `unattend: 1\nname: ${json(name)}\n`,
    base === undefined ? '' : `base: ${json(base)}\n`,
    declared.length === 0 ? '' : `inputs:\n${declared.join('')}`,
    `deploy:\n  - spawn: ${words.length === 1 && /\s/.test(words[0] ?? '') ? json(words[0]) : json(words)}\n`,
  ].join('');
}
