import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UnattendError } from '../errors.js';
import type { ParamValue, Session } from '../script/model.js';
import { renderTemplate } from '../script/template.js';
import { usage } from './words.js';

/** Absolute paths of all inputs, seen to exist; `overrides` (relative to the working directory) replace some. */
export async function resolveInputs(
  session: Session,
  params: Readonly<Record<string, ParamValue>>,
  overrides: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const unknown = Object.keys(overrides).find((name) => !session.inputs.some((each) => each.name === name));
  if (unknown !== undefined)
    throw usage(`The script has no input "${unknown}".`, 'See `unattend show SCRIPT` for its inputs.');
  const lookup = (path: string): string => String(params[path.replace(/^params\./, '')] ?? '');
  const paths: Record<string, string> = {};
  for (const { name, from } of session.inputs) {
    const given = overrides[name];
    const path =
      given === undefined ? resolve(dirname(session.file), renderTemplate(from, lookup)) : resolve(given);
    await mustExist(name, path);
    paths[name] = path;
  }
  return paths;
}

async function mustExist(name: string, path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new UnattendError('INPUT_MISSING', { name, path, reason }, { cause: error });
  }
}
