import { z } from 'zod';
import { name, text, word } from './leaf.js';
import { strict } from './strict.js';

export const user = word(
  /^[A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]+)?$/,
  'a user is a name or number, with `:GROUP` where it matters',
);
export const envValue = z.union([text, strict({ secret: name })]);
