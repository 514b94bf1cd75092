import { isUnattendError } from '../errors.js';
import { type GeneratedScript, generateScript, type GenerateSpec } from './generate/generate.js';
import { replay } from './replay.js';

/**
 * A session script of recordings of one installer, and whether it replays against them: where what was guessed is wrong, as of an
 * editor that was taken for a menu, script and warnings say so. Throws as `generateScript` does.
 */
export async function generateChecked(spec: GenerateSpec): Promise<GeneratedScript> {
  const { text, warnings } = await generateScript(spec);
  // Schema and YAML take a quarter of a second to load.
  const { parseSession } = await import('../script/parse-session.js');
  const session = parseSession('generated.yaml', text);
  const failures: string[] = [];
  for (const recording of spec.recordings)
    try {
      await replay({ ...recording, session, given: {} });
    } catch (error) {
      if (!isUnattendError(error)) throw error;
      if (isUnattendError(error, 'REPLAY_CUT')) continue; // that is told already
      failures.push(`this does not replay against its own recording: ${onOneLine(error.message)}`);
    }
  if (failures.length === 0) return { text, warnings };
  const told = [...new Set(failures)];
  return { text: `${told.map((each) => `# ${each}\n`).join('')}${text}`, warnings: [...warnings, ...told] };
}

/** A comment takes no line end and no control character. */
const onOneLine = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
