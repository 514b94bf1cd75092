import { z } from 'zod';
import { sessionSchema } from './schema/session.js';

/** The JSON Schema (draft-07, what editors take) of a session script. */
export function sessionJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(sessionSchema, { target: 'draft-7', io: 'input' });
  return { $schema, title: 'unattend session script', ...schema };
}
