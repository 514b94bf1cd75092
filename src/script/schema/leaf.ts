import { namePattern, nameRule } from '../name.js';
import { z } from 'zod';

/** Why a value is not accepted, and the value as it should be when that is clear. */
export interface Problem {
  readonly problem: string;
  readonly replacement?: string;
}

/** A value read from text by `read`; `hint` is what the JSON Schema says about it. */
export function leaf<T>(read: (text: string) => T | Problem, hint: Record<string, unknown> = {}) {
  return z
    .string('form')
    .meta(hint)
    .transform((text, context): T => {
      const value = read(text);
      if (!isProblem(value)) return value;
      const { problem, replacement } = value;
      context.issues.push({ code: 'custom', message: problem, input: text, params: { replacement } });
      return z.NEVER;
    });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'problem' in value;
}

/**
 * Text as the source has it. To a YAML reader of an editor `007` is a number and `true` a boolean, so those are fine.
 * The messages `text` and `form` tell what reads the issues whether any text would do, or only one of a fixed form.
 */
export const text = z.string('text').meta({ type: ['string', 'number', 'boolean'] });

/** Text of a fixed form; never holds a reference. */
export function word(pattern: RegExp, problem: string, suggest?: (text: string) => string | undefined) {
  return leaf<string>(
    (value) => {
      if (pattern.test(value)) return value;
      const replacement = suggest?.(value);
      return { problem, ...(replacement !== undefined && { replacement }) };
    },
    { type: ['string', 'number'], pattern: pattern.source },
  );
}

export const name = word(namePattern, nameRule);

/** As a key of a map; zod wants plain string schemas there. */
export const nameKey = z.string().regex(namePattern, nameRule);
export const variableKey = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable has letters, digits and `_`');

export const flag = leaf<boolean>(
  (value) => {
    if (value === 'true') return true;
    if (value === 'false') return false;
    const meant = /^(?:yes|on|y|1)$/i.test(value)
      ? 'true'
      : /^(?:no|off|n|0)$/i.test(value)
        ? 'false'
        : undefined;
    return {
      problem: `must be true or false, not \`${value}\``,
      ...(meant !== undefined && { replacement: meant }),
    };
  },
  { type: 'boolean' },
);

export const onlyTrue = leaf<true>(
  (value) => (value === 'true' ? true : { problem: 'can only be `true`', replacement: 'true' }),
  { type: 'boolean', const: true },
);

/** A whole number from `least` up. */
export function count(least: number) {
  return leaf<number>(
    (value) =>
      /^\d{1,9}$/.test(value) && Number(value) >= least
        ? Number(value)
        : { problem: `must be a whole number from ${least} up, not \`${value}\`` },
    { type: 'integer', minimum: least },
  );
}
