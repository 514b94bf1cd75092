import { isUnattendError } from '../errors.js';
import { createRedactor } from '../redact.js';
import { type GeneratedScript, generateScript, type GenerateSpec } from './generate/generate.js';
import { replay } from './replay.js';

/** A script and what is to be told of it; of secrets no value is in it. */
export type CheckedScript = Pick<GeneratedScript, 'text' | 'warnings'>;

/**
 * A session script of recordings of one installer, and whether it replays against them: where what was guessed is wrong, as of an
 * editor that was taken for a menu, script and warnings say so. Throws as `generateScript` does.
 */
export async function generateChecked(spec: GenerateSpec): Promise<CheckedScript> {
  const { text, warnings, secretValues } = await generateScript(spec);
  // Schema and YAML take a quarter of a second to load.
  const { parseSession } = await import('../script/parse-session.js');
  const session = parseSession('generated.yaml', text);
  const redactor = createRedactor([...secretValues.keys()]);
  const failures: string[] = [];
  for (const recording of spec.recordings)
    try {
      await replay({ ...recording, session, given: {}, secretValues });
    } catch (error) {
      if (!isUnattendError(error)) throw error;
      if (isUnattendError(error, 'REPLAY_CUT')) continue; // that is told already
      // The script is for everybody: whatever a failure tells, it is hidden as all else in a script is.
      const told = onOneLine(redactor.text(error.message));
      failures.push(`this does not replay against its own recording: ${told}`);
    }
  if (failures.length === 0) return { text, warnings };
  const told = [...new Set(failures)];
  return { text: `${told.map((each) => `# ${each}\n`).join('')}${text}`, warnings: [...warnings, ...told] };
}

/** A comment takes no line end and no control character. */
const onOneLine = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
