import type { InputDraft } from './draft.js';

/** A command without paths of the machine it was recorded on, and the inputs that stand for them. */
export interface PortableCommand {
  readonly command: string;
  readonly inputs: readonly InputDraft[];
  /** What could not be replaced. */
  readonly comments: readonly string[];
}

const leftComment = 'a path in quotes is of the machine that recorded this: make it an input';
const otherComment =
  'a path is of the machine that recorded this, unless the image has it too: make it an input, or change it';

/** A file beside the person who recorded, in somebody's home or in a temporary directory: it is not there elsewhere. */
const ownPath =
  /(?<![\w./~-])(?:\.{1,2}\/[^\s'"]*|~\/[^\s'"]*|\/(?:home|Users|root|tmp|var\/tmp|mnt)\/[^\s'"]*)[\w-]/g;
/** Any other that no system has by itself (Filesystem Hierarchy Standard 3.0). */
const otherPath =
  /(?<![\w./~:-])\/(?!(?:usr|bin|sbin|lib\w*|etc|dev|proc|sys|run|boot|var)(?:\/|\b))[\w.-]+\/[^\s'"]*/;

/** Whether a value is a path that only the machine that recorded it has. */
export const isOwnPath = (text: string): boolean =>
  text.match(ownPath)?.[0] === text && !text.startsWith('.');

/** Whether a word is an absolute path that no system has by itself. */
export const isVendorPath = (text: string): boolean =>
  text.startsWith('/') && (isOwnPath(text) || otherPath.exec(text)?.[0] === text);

/** The names of the inputs that a command refers to. */
export const inputsIn = (command: string): readonly string[] =>
  [...command.matchAll(/(?<!\$)\$\{\{ *inputs\.([A-Za-z][\w-]*)/g)].map(([, name = '']) => name);

/** A command with the places of its inputs, as a person types it. */
export const asStarted = (command: string, inputs: readonly InputDraft[]): string =>
  command.replaceAll(
    /(?<!\$)\$\{\{ *inputs\.([A-Za-z][\w-]*) *\}\}/g,
    (reference, name) => inputs.find((each) => each.name === name)?.from ?? reference,
  );

/**
 * Inputs that a command refers to, by name, and those made of the recording machine's own paths. In a container there are
 * none: what was there of that machine was an input already.
 */
export function portable(command: string, isInContainer: boolean): PortableCommand {
  const named = inputsIn(command);
  const referred = [...new Set(named)].map((name) => ({ name, from: `./${name}` }));
  if (isInContainer) return { command, inputs: referred, comments: [] };
  const made = new Map<string, InputDraft>();
  const reference = (path: string): string => {
    const known = made.get(path);
    const taken = [...named, ...[...made.values()].map(({ name }) => name)];
    const input = known ?? { name: freshName(path, taken), from: fromOf(path) };
    made.set(path, input);
    return `\${{ inputs.${input.name} }}`;
  };
  const text = command.replaceAll(/'[^']*'|"[^"]*"|[^'"]+/g, (stretch) => {
    if (!/^['"]/.test(stretch)) return stretch.replaceAll(ownPath, reference);
    const inside = stretch.slice(1, -1);
    // A reference is a word of its own: inside quotes only one that is all of them can be made.
    return inside.match(ownPath)?.[0] === inside ? reference(inside) : stretch;
  });
  // What stands behind a reference is a path in that input.
  const rest = text.replaceAll(/\$\{\{.*?\}\}[^\s'"]*/g, '');
  const comments = [
    ...(rest.match(ownPath) === null ? [] : [leftComment]),
    ...(otherPath.test(rest.replaceAll(ownPath, '')) ? [otherComment] : []),
  ];
  return { command: text, inputs: [...referred, ...made.values()], comments };
}

/** A command as a script writes it: what begins no reference to an input is literal, and in one of another's making all is. */
export const withLiterals = (command: string, isForeign: boolean): string =>
  command.replaceAll(
    isForeign ? /\$\{\{/g : /(?<!\$)\$\{\{(?! *inputs\.[A-Za-z][\w-]* *\}\})/g,
    () => '$${{',
  );

const lastOf = (path: string): string => path.split('/').at(-1) ?? '';

/** As it was when it was beside the person; of another directory only the file's name. */
const fromOf = (path: string): string => (path.startsWith('.') ? path : `./${lastOf(path)}`);

function freshName(path: string, taken: readonly string[]): string {
  const base = lastOf(path)
    .replace(/\.[A-Za-z]{1,4}$/, '')
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^[^A-Za-z]+|-+$/g, '');
  const name = base === '' ? 'input' : base;
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count++) if (!taken.includes(`${name}-${count}`)) return `${name}-${count}`;
}
