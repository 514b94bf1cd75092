import { oneSpaced } from '../dialogue/widgets/grid.js';
import { createRedactor, type Redactor } from '../redact.js';
import type { Submission } from '../terminal/line-edit.js';
import { secretsInCommand } from './generate/command-secrets.js';
import { createHiding } from './generate/hiding.js';
import { createParamBook } from './generate/params.js';
import { draftOfTurns, outputOf } from './generate/program.js';
import { createSecretBook, type SecretBook } from './generate/secrets.js';
import { ownNamesIn } from './generate/volatile.js';
import type { RecordedProgram } from './programs.js';
import { secretStandIn, withSecretNames } from './secret-stand-in.js';
import { holdsCredentials } from './secret-form.js';
import { speaksOfSecrets } from './secret-wording.js';
import type { Turn, Turns } from './turn.js';

/** A turn of a recording as a replay compares it. */
export interface ReplayedTurn extends Turn {
  /** The name of the secret that its text is, where the recording holds the value: who made it did not know it for one. */
  readonly knownSecret?: string;
  /** Whether it is or holds the value of a secret that was given elsewhere: a script gives one there, or the text as it is. */
  readonly holdsSecret?: true;
}

/** A recorded program and what a person did with it. */
export interface ReplayedProgram {
  readonly recorded: RecordedProgram;
  readonly turns: Omit<Turns, 'turns'> & { readonly turns: readonly ReplayedTurn[] };
}

/** The secrets whose values a recording holds. */
export interface KnownSecrets {
  /** Removes values from a text, and shows stand-ins as names. */
  conceal(text: string): string;
  /** A submission with the stand-in of a secret for its value. */
  named(submission: Submission): Submission;
  /**
   * What is typed for a secret of the script: at a turn that is or holds a secret what was typed there, whatever the recording's
   * name for it, and everywhere else the same again; of a secret that was not typed at such a turn a stand-in.
   */
  typed(name: string, turn: ReplayedTurn | undefined): string;
}

/** Whether a script may give a secret there, whatever name it has for it. */
export const isTypedSecret = ({ knownSecret, holdsSecret }: ReplayedTurn): boolean =>
  knownSecret !== undefined || holdsSecret === true;

/** A recorded program and its turns as they were read. */
interface ReadProgram {
  readonly recorded: RecordedProgram;
  readonly turns: Turns;
}

/**
 * Finds the secrets that a recording holds by value, exactly those of which `generate` would make secrets. `known` are those of
 * other recordings of the same script, by value, with the script's names.
 */
export function findSecrets(
  programs: readonly ReadProgram[],
  known: ReadonlyMap<string, string> = new Map(),
): {
  readonly programs: readonly ReplayedProgram[];
  readonly redactor: Redactor;
  /** Nothing has been typed for any of them yet. */
  readonly openSecrets: () => KnownSecrets;
} {
  const book = createSecretBook();
  const names = namesOfTurns(programs, book);
  for (const { recorded } of programs)
    for (const { value, asked } of secretsInCommand(recorded.command ?? ''))
      book.addValue(value, asked, 'command');
  const values = new Map([...book.values, ...known]);
  const hiding = createHiding(values);
  const holdsSecret = ({ text }: Turn): boolean => values.has(text) || hiding.isIn(text);
  const marked = (turn: Turn, name: string | undefined): ReplayedTurn => {
    if (name !== undefined) return { ...turn, knownSecret: known.get(turn.text) ?? name };
    return turn.secret === undefined && holdsSecret(turn) ? { ...turn, holdsSecret: true } : turn;
  };
  const found = programs.map(({ recorded, turns }, at) => ({
    recorded,
    turns: { ...turns, turns: turns.turns.map((turn) => marked(turn, names[at]?.get(turn.first))) },
  }));
  // Also all of a text that holds a value: the script has nothing of it either. Prompts are told with single blanks.
  const texts = found.flatMap(({ turns }) => turns.turns.filter(isTypedSecret).map(({ text }) => text));
  const redactor = createRedactor([...values.keys(), ...texts].flatMap((text) => [text, oneSpaced(text)]));
  return { programs: found, redactor, openSecrets: () => knownSecrets(values, redactor) };
}

/** For each program the names of the secrets that its turns became, by the turn's first event. */
function namesOfTurns(
  programs: readonly ReadProgram[],
  book: SecretBook,
): readonly ReadonlyMap<number, string>[] {
  if (!programs.some(({ turns }) => turns.turns.some(mayBeSecret))) return [];
  const own = ownNamesIn(programs.map(({ recorded }) => outputOf(recorded)).join('\n'));
  const params = createParamBook();
  return programs.map(({ recorded, turns }) => {
    const names = new Map<number, string>();
    const program = { ...recorded, command: recorded.command ?? '', isForeign: false };
    draftOfTurns(program, turns, { params, secrets: noting(book, names), own });
    return names;
  });
}

/**
 * Whether it is worth while to look closer, which takes as long as the rest of a replay: what was shown as it was typed is a
 * secret by its wording only, or in a form.
 */
function mayBeSecret({ text, secret, shown, before }: Turn): boolean {
  if (text === '' || secret !== undefined) return false;
  if (shown !== 'plain' || before.isAlternate || holdsCredentials(text)) return true;
  return speaksOfSecrets(
    before.lines.map((line) => (line.isWrapped ? line.text : `\n${line.text}`)).join(''),
  );
}

/** A book that tells for each turn which secret it became, also where the value is not what the turn says: a field shows it. */
function noting(book: SecretBook, names: Map<number, string>): SecretBook {
  return {
    all: book.all,
    values: book.values,
    add(turn, prompt, reason) {
      const name = book.add(turn, prompt, reason);
      if (turn.secret === undefined) names.set(turn.first, name);
      return name;
    },
  };
}

function knownSecrets(nameOf: ReadonlyMap<string, string>, redactor: Redactor): KnownSecrets {
  const given = new Map<string, string>();
  return {
    conceal: (text) => redactor.text(withSecretNames(text)),
    named(submission) {
      const name = nameOf.get(submission.text);
      return name === undefined ? submission : { ...submission, text: secretStandIn(name) };
    },
    typed(name, turn) {
      if (turn !== undefined && isTypedSecret(turn) && !given.has(name)) given.set(name, turn.text);
      return given.get(name) ?? secretStandIn(name);
    },
  };
}
