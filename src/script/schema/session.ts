import { z } from 'zod';
import { leaf, text, word } from './leaf.js';
import { audit, container, image, inputs, params, secrets } from './settings.js';
import { deployStep, hostStep, testEntry } from './steps.js';
import { strict } from './strict.js';

export const version = leaf<1>(
  (value) =>
    value === '1'
      ? 1
      : {
          problem: `version ${value} of the language is not known here; this is version 1`,
          replacement: '1',
        },
  {
    type: 'integer',
    const: 1,
    description: "The language's version; scripts keep their meaning for all of 1.x.",
  },
);

/** The shape of a session script: what YAML may say, before anything is looked at twice. */
export const sessionSchema = strict({
  unattend: version,
  name: word(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'a name has letters, digits, `.`, `_` and `-`').optional(),
  summary: text.optional(),
  base: text.optional(),
  params: params.optional(),
  secrets: secrets.optional(),
  inputs: inputs.optional(),
  prepare: z.array(hostStep).optional(),
  container: container.optional(),
  deploy: z.array(deployStep).optional(),
  image: image.optional(),
  audit: audit.optional(),
  test: z.array(testEntry).optional(),
});

export type RawSession = z.output<typeof sessionSchema>;
