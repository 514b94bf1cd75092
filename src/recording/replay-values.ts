import { UnattendError } from '../errors.js';
import { flatSteps } from '../script/flat-steps.js';
import { createLookup } from '../script/lookup.js';
import type { Command, Session, SpawnStep, Template } from '../script/model.js';
import type { ParamValues } from '../script/params.js';
import { shellQuote } from '../script/shell-quote.js';
import type { Lookup } from '../script/template.js';
import { escapeRegExp } from '../dialogue/escape-reg-exp.js';

/** What `${{ }}` stands for in a replay. Where inputs were, only the commands of the recording tell. */
export interface ReplayValues {
  readonly lookup: Lookup;
  save(name: string, value: string): void;
  /** Whether a command of the script is the recorded one; what it says of inputs and the like is known from then on. */
  isCommand(step: Pick<SpawnStep, 'command' | 'env'>, recorded: string): boolean;
  /** A command of the script as far as its values are known. */
  describe(command: Command): string;
}

export function createReplayValues(session: Session, params: ParamValues): ReplayValues {
  const saved = new Map<string, string>();
  const seen = new Map<string, string>();
  const known = createLookup({ params, saved, inputs: inputPathsOf(session) });
  const maybe = (path: string): string | undefined => seen.get(path) ?? known(path);
  /** Inputs are elsewhere on each machine: the recorded place counts. */
  const isCertain = (path: string): boolean => /^(?:params\.|[^.]+$)/.test(path) && path !== 'workspace';

  return {
    lookup(path) {
      const value = maybe(path);
      if (value !== undefined) return value;
      throw new UnattendError('REPLAY_UNKNOWN', { name: path, ...placeOf(session, path) });
    },
    save: (name, value) => void saved.set(name, value),
    isCommand({ command, env }, recorded) {
      const names: string[] = [];
      const wild = (path: string): string => {
        names.push(path);
        return '(.+?)';
      };
      const of = (path: string): string | undefined => (isCertain(path) ? maybe(path) : undefined);
      const found = new RegExp(
        `^${sourceOf(command, { valueOf: of, wild, literal: literalWith(env) })}$`,
        's',
      ).exec(recorded);
      if (found === null) return false;
      names.forEach((name, at) => seen.set(name, unquoted(found[at + 1] ?? '')));
      return true;
    },
    describe: (command) =>
      partsOf(command)
        .map((part) => (part.kind === 'text' ? part.text : (maybe(part.path) ?? `\${{ ${part.path} }}`)))
        .join('')
        .trim(),
  };
}

function partsOf(command: Command): Template['parts'] {
  if (command.kind === 'line') return command.line.parts;
  return command.argv.flatMap(({ parts }, at) => [
    ...(at === 0 ? [] : [{ kind: 'text', text: ' ' } as const]),
    ...parts,
  ]);
}

interface Sources {
  readonly valueOf: (path: string) => string | undefined;
  /** What stands for a reference that is not known, and for the text of a line. */
  readonly wild: (path: string) => string;
  readonly literal: (text: string) => string;
}

/** A regular expression for what `describeCommand` makes of a command. */
function sourceOf(command: Command, { valueOf, wild, literal }: Sources): string {
  if (command.kind === 'line')
    return command.line.parts
      .map((part) => {
        if (part.kind === 'text') return literal(part.text);
        const value = valueOf(part.path);
        return value === undefined ? wild(part.path) : escapeRegExp(shellQuote(value));
      })
      .join('')
      .replace(/^\s+|\s+$/g, '');
  const words = command.argv.map(({ parts }) => {
    const values = parts.map((part) => (part.kind === 'text' ? part.text : valueOf(part.path)));
    if (values.every((value) => value !== undefined)) return escapeRegExp(bareWord(values.join('')));
    const sources = parts.map((part) =>
      part.kind === 'text' ? escapeRegExp(part.text) : (valueOf(part.path) ?? wild(part.path)),
    );
    return `'?${sources.join('')}'?`;
  });
  return words.join(' ');
}

/** Where a line takes a secret from its environment, a recording may be of one that had the value in that place. */
function literalWith(env: SpawnStep['env']): (text: string) => string {
  const names = Object.keys(env).filter((name) => env[name]?.kind === 'secret');
  if (names.length === 0) return escapeRegExp;
  const either = names.join('|');
  const variable = new RegExp(String.raw`('"\$(?:${either})"'|"\$(?:${either})"|\$\{(?:${either})\})`);
  return (text) =>
    text
      .split(variable)
      .map((each) => (variable.test(each) ? `(?:${escapeRegExp(each)}|.+?)` : escapeRegExp(each)))
      .join('');
}

const bareWord = (text: string): string => (/^[\w@%+:,./-]+$/.test(text) ? text : shellQuote(text));

const unquoted = (word: string): string => /^'([^']*)'$/.exec(word)?.[1] ?? word;

/** Where inputs are in a container. */
const inputPathsOf = ({ inputs }: Session): Readonly<Record<string, string>> =>
  Object.fromEntries(inputs.map(({ name, at }) => [name, at ?? `/dev/unattend/inputs/${name}`]));

/** The `run` step that saves a value, when it is one that a step saves. */
function placeOf(session: Session, name: string): Pick<UnattendError<'REPLAY_UNKNOWN'>['details'], 'place'> {
  const step = [session.prepare, session.deploy]
    .flatMap((steps) => flatSteps(steps))
    .find((each) => each.kind === 'run' && Object.hasOwn(each.save, name));
  return step === undefined ? {} : { place: step.place };
}
