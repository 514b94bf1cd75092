import { z } from 'zod';
import { partLists, partSchema } from './schema/part.js';
import { sessionSchema } from './schema/session.js';

/** The JSON Schema (draft-07, what editors take) of a session script. */
export const sessionJsonSchema = (): Record<string, unknown> =>
  jsonSchemaOf(sessionSchema, { title: 'unattend session script' });

/** The same of a file that scripts `use`; one of its lists must be there. */
export const partJsonSchema = (): Record<string, unknown> =>
  jsonSchemaOf(partSchema, {
    title: 'a file that unattend session scripts use',
    anyOf: partLists.map((list) => ({ required: [list] })),
  });

function jsonSchemaOf(shape: z.ZodType, more: Record<string, unknown>): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(shape, { target: 'draft-7', io: 'input' });
  return { $schema, ...more, ...schema };
}
