import { z } from 'zod';
import { flag, leaf, nameKey, onlyTrue, text } from './leaf.js';
import { strict } from './strict.js';
import { duration } from './units.js';

/** A condition on params: each one has the value, or one of the values. */
export const when = z.record(nameKey, z.union([text, z.array(text)]));

/** Text, `/regular expression/flags`, or a map for what neither can say. */
const pattern = z.union([text, strict({ text }), strict({ quiet: duration }), strict({ eof: onlyTrue })]);

/** A pattern for the output of a program that has ended. */
export const outputPattern = z.union([text, strict({ text })]);

const secretAnswer = strict({ secret: text, visible: flag.optional() });
const oneAnswer = z.union([text, secretAnswer]);
const answer = z.union([text, secretAnswer, z.array(oneAnswer)]);

const response = {
  answer: answer.optional(),
  type: answer.optional(),
  press: z.union([text, z.array(text)]).optional(),
  fail: text.optional(),
  visible: flag.optional(),
  clear: flag.optional(),
};

const conditions = {
  save: z.record(nameKey, text).optional(),
  when: when.optional(),
  timeout: duration.optional(),
  settle: duration.optional(),
};

const repeat = leaf<number>(
  (value) => {
    if (value === 'true') return Infinity;
    return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : { problem: 'must be `true` or how many times' };
  },
  { type: ['boolean', 'integer'] },
);
const many = { optional: flag.optional(), repeat: repeat.optional() };

const exchange = strict({ expect: pattern, ...response, ...conditions, ...many });

/** `eof: true` as a whole exchange. */
const end = strict({ eof: onlyTrue, fail: text.optional(), ...conditions, optional: flag.optional() });
const oneExchange = z.union([exchange, end]);

export const item = z.union([exchange, end, strict({ 'any-order': z.array(oneExchange) })]);

/** A rule is live all the time, so it is optional and repeated by nature. */
export const alwaysRule = strict({
  expect: pattern,
  ...response,
  save: conditions.save,
  when: conditions.when,
  settle: conditions.settle,
  repeat: repeat.optional(),
});

export const failRule = z.union([
  text,
  strict({ text }),
  strict({ expect: outputPattern, fail: text.optional(), when: when.optional() }),
]);

export type RawPattern = z.output<typeof pattern>;
export type RawWhen = z.output<typeof when>;
export type RawExchange = z.output<typeof oneExchange>;
export type RawItem = z.output<typeof item>;
export type RawAlwaysRule = z.output<typeof alwaysRule>;
export type RawFailRule = z.output<typeof failRule>;
export type RawAnswer = z.output<typeof oneAnswer>;
