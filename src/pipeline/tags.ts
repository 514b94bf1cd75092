import { UnattendError } from '../errors.js';
import type { Template } from '../script/model.js';
import { createLookup, type Values } from '../script/lookup.js';
import { referencesOf, renderTemplate } from '../script/template.js';
import { isImageReference } from './names.js';

/** The names of the image: those given, else the script's with these values. Throws USAGE for one that is none. */
export function tagsOf(
  given: readonly string[] | undefined,
  templates: readonly Template[],
  values: Values,
): readonly string[] {
  const tags = given ?? templates.map((tag) => renderTemplate(tag, createLookup(values)));
  const wrong = tags.find((tag) => !isImageReference(tag));
  if (wrong === undefined) return tags;
  const problem = `"${wrong}" is no name for an image.`;
  throw new UnattendError('USAGE', { problem, help: 'A name is lower case, for example acme/sdk:4.3.' });
}

/** Whether a tag is made of params alone, and so is known before the run. */
export function isKnownBefore(tag: Template): boolean {
  return referencesOf(tag).every(({ path }) => path.startsWith('params.'));
}
