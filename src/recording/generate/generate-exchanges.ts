import type { Cast } from '../cast.js';
import type { TerminalFlags } from '../flags-file.js';
import { programsIn } from '../programs.js';
import { createParamBook } from './params.js';
import { outputOf, readProgram } from './program.js';
import { createSecretBook } from './secrets.js';
import { ownNamesIn } from './volatile.js';
import { writeExchanges } from './write-script.js';

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
  const { dialogue, always } = await readProgram(started, flags, { params, secrets, own });
  const text = writeExchanges([...always, ...dialogue]);
  const lines = text === '' ? [] : text.trimEnd().split('\n');
  return {
    lines: lines.map((line) =>
      params.all.reduce((all, { name, value }) => all.replaceAll(`\${{ params.${name} }}`, value), line),
    ),
    secrets: secrets.all.map(({ name }) => name),
  };
}
