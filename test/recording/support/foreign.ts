import type { Cast, CastEvent } from '../../../src/recording/cast.js';
import { replay } from '../../../src/recording/replay.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { isUnattendError } from '../../../src/errors.js';
import { errorToJson } from '../../../src/report/json.js';
import { renderFailure } from '../../../src/report/failure.js';
import { generateReplaying } from './replaying.js';

/** What a program wrote, what was typed at it key by key, and what came back of each key (itself unless it says otherwise). */
export type Said = readonly [output: string, typed: string, echo?: (key: string) => string];

export const nothing = (): string => '';
export const star = (): string => '*';

/**
 * A recording by another program, which knows of no secrets and no prompts: keys come one by one, then Enter. Without a status
 * it does not say how the program ended.
 */
export function foreignCast(said: readonly Said[], rest = 'bye\r\n', status = '0'): Cast {
  const events: CastEvent[] = [];
  let atSeconds = 0;
  const output = (text: string): void => {
    if (text !== '') events.push({ kind: 'output', atSeconds, text });
  };
  const input = (text: string): void => void events.push({ kind: 'input', atSeconds, text });
  for (const [prompt, typed, echo = (key: string) => key] of said) {
    atSeconds += 1;
    output(prompt);
    for (const key of typed) {
      atSeconds += 0.2;
      input(key);
      output(echo(key));
    }
    atSeconds += 0.2;
    input('\r');
    output('\r\n');
  }
  atSeconds += 0.2;
  output(rest);
  if (status !== '') events.push({ kind: 'exit', atSeconds, status });
  return { header: { size: { columns: 80, rows: 24 }, command: './setup' }, events, isCut: false };
}

/** What becomes of a recording: the script of it, and all that a replay of that script, or of an edited one, says. */
export async function generated(cast: Cast, edit: (script: string) => string = (script) => script) {
  const source = { cast, flags: new Map(), file: 'a.cast' } as const;
  const { text } = await generateReplaying({ recordings: [source], base: 'acme/base:1' });
  return { script: text, said: await replayed(edit(text), cast) };
}

/** `passed`, or all that people and programs are told of the failure. */
export async function replayed(
  script: string,
  cast: Cast,
  given: Readonly<Record<string, string>> = {},
): Promise<string> {
  const session = parseSession('a.yaml', script);
  try {
    await replay({ session, given, cast, flags: new Map(), file: 'a.cast' });
    return 'passed';
  } catch (error) {
    if (!isUnattendError(error)) throw error;
    return `${renderFailure(error, { command: 'unattend replay', color: false })}${JSON.stringify(errorToJson(error))}`;
  }
}
