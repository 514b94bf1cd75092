import type { Cast } from '../cast.js';
import type { TerminalFlags } from '../flags-file.js';
import { programsIn } from '../programs.js';
import { asTyped } from './as-typed.js';
import { declareUsed } from './declare-used.js';
import { hideSecrets } from './hide-secrets.js';
import { createParamBook } from './params.js';
import { outputOf, readProgram } from './program.js';
import { createSecretBook } from './secrets.js';
import { ownNamesIn } from './volatile.js';
import { writeExchanges } from './write-exchange.js';

/** Exchanges for a script that is there. */
export interface GeneratedExchanges {
  /** Items of a `dialogue`, YAML in block style without indentation; none for what nobody answered. */
  readonly lines: readonly string[];
  /** Names of the secrets they use. */
  readonly secrets: readonly string[];
}

/** Makes exchanges of what a person did at one stretch. Answers stand in them as they were given: no parameters are made. */
export async function generateExchanges(cast: Cast, flags: TerminalFlags): Promise<GeneratedExchanges> {
  const [program] = programsIn(cast);
  if (program === undefined) return { lines: [], secrets: [] };
  const [params, secrets] = [createParamBook(), createSecretBook()];
  const own = ownNamesIn(outputOf(program));
  const started = { ...program, command: program.command ?? '', isForeign: false };
  const spawn = await readProgram(started, flags, { params, secrets, own });
  const drafted = { ...emptyScript, params: params.all, secrets: secrets.all, spawns: [spawn] };
  const draft = declareUsed(hideSecrets(drafted, secrets.values).draft);
  const { spawns } = asTyped(draft, () => true);
  const text = writeExchanges(spawns.flatMap(({ always, dialogue: answers }) => [...always, ...answers]));
  return {
    lines: text === '' ? [] : text.trimEnd().split('\n'),
    secrets: draft.secrets.map(({ name }) => name),
  };
}

const emptyScript = { name: '', base: undefined, inputs: [], comments: [] };
