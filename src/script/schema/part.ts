import { z } from 'zod';
import { lists } from './dialogue.js';
import { text } from './leaf.js';
import { version } from './session.js';
import { deployStep } from './steps.js';
import { strict } from './strict.js';

/** What a file has that scripts `use`: lists whose entries stand in them. */
export const partSchema = strict({
  unattend: version,
  summary: text.optional(),
  steps: z.array(deployStep).optional(),
  ...lists,
});

/** The lists a part may have, by their names. */
export const partLists = ['steps', 'always', 'fail-on', 'dialogue'] as const;
export type PartList = (typeof partLists)[number];

export type RawPart = z.output<typeof partSchema>;
