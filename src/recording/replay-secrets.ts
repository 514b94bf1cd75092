import { createRedactor, type Redactor } from '../redact.js';
import type { Submission } from '../terminal/line-edit.js';
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
   * What is typed for a secret of the script: at a turn whose value is known that value, whatever the recording's name for it,
   * and everywhere else the same again; of a secret that was not typed at such a turn a stand-in.
   */
  typed(name: string, turn: ReplayedTurn | undefined): string;
}

/** Finds the secrets that a recording holds by value, exactly those of which `generate` would make secrets. */
export function findSecrets(
  programs: readonly { readonly recorded: RecordedProgram; readonly turns: Turns }[],
): {
  readonly programs: readonly ReplayedProgram[];
  readonly redactor: Redactor;
  /** Nothing has been typed for any of them yet. */
  readonly openSecrets: () => KnownSecrets;
} {
  const book = createSecretBook();
  const names = new Map<Turn, string>();
  if (programs.some(({ turns }) => turns.turns.some(mayBeSecret))) {
    const own = ownNamesIn(programs.map(({ recorded }) => outputOf(recorded)).join('\n'));
    const books = { params: createParamBook(), secrets: noting(book, names), own };
    for (const { recorded, turns } of programs)
      draftOfTurns({ ...recorded, command: recorded.command ?? '', isForeign: false }, turns, books);
  }
  const known = programs.map(({ recorded, turns }) => ({
    recorded,
    turns: { ...turns, turns: turns.turns.map((turn) => withName(turn, names.get(turn))) },
  }));
  const nameOf = valuesIn(known);
  const redactor = createRedactor([...nameOf.keys()]);
  return { programs: known, redactor, openSecrets: () => knownSecrets(nameOf, redactor) };
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

/** A book that tells for each turn which secret it became. */
function noting(book: SecretBook, names: Map<Turn, string>): SecretBook {
  return {
    all: book.all,
    values: book.values,
    add(turn, prompt, reason) {
      const name = book.add(turn, prompt, reason);
      if (turn.secret === undefined) names.set(turn, name);
      return name;
    },
  };
}

const withName = (turn: Turn, name: string | undefined): ReplayedTurn =>
  name === undefined ? turn : { ...turn, knownSecret: name };

/** Each value and the recording's name for it. */
const valuesIn = (programs: readonly ReplayedProgram[]): ReadonlyMap<string, string> =>
  new Map(
    programs.flatMap(({ turns }) =>
      turns.turns.flatMap(({ text, knownSecret }) =>
        knownSecret === undefined ? [] : [[text, knownSecret] as const],
      ),
    ),
  );

function knownSecrets(nameOf: ReadonlyMap<string, string>, redactor: Redactor): KnownSecrets {
  const given = new Map<string, string>();
  return {
    conceal: (text) => redactor.text(withSecretNames(text)),
    named(submission) {
      const name = nameOf.get(submission.text);
      return name === undefined ? submission : { ...submission, text: secretStandIn(name) };
    },
    typed(name, turn) {
      // An answer that is equal to a secret's value is that secret in a script that is made of the recording.
      const isKnown = turn !== undefined && (turn.knownSecret !== undefined || nameOf.has(turn.text));
      if (isKnown && !given.has(name)) given.set(name, turn.text);
      return given.get(name) ?? secretStandIn(name);
    },
  };
}
