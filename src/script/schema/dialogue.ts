import { z } from 'zod';
import { flag, leaf, nameKey, onlyTrue, text } from './leaf.js';
import { strict } from './strict.js';
import { duration, stall } from './units.js';

/** A condition on params: each one has the value, or one of the values. */
export const when = z.record(nameKey, z.union([text, z.array(text)]));

/** The entries of another file in the place of this one. */
export const use = strict({ use: text, when: when.optional() });

const row = leaf<number>(
  (value) =>
    /^-?[1-9]\d{0,2}$/.test(value)
      ? Number(value)
      : { problem: 'a row is a number from 1 for the first, or from -1 for the last' },
  { type: 'integer' },
);

/** Text, `/regular expression/flags`, or a map for what neither can say. */
const pattern = z.union([
  text,
  strict({ text, after: text.optional() }),
  strict({
    screen: text,
    row: row.optional(),
    cursor: flag.optional(),
    highlighted: flag.optional(),
    box: text.optional(),
    unique: flag.optional(),
  }),
  strict({ raw: text }),
  strict({ quiet: duration }),
  strict({ eof: onlyTrue }),
]);

/** A pattern for the output of a program that has ended. */
export const outputPattern = z.union([text, strict({ text })]);

const secretAnswer = strict({ secret: text, visible: flag.optional() });
const oneAnswer = z.union([text, secretAnswer]);
const answer = z.union([text, secretAnswer, z.array(oneAnswer)]);

/** The item of a menu, or what is to be ticked in a list of check boxes. */
const selection = z.union([
  text,
  strict({
    only: z.array(text).optional(),
    add: z.array(text).min(1).optional(),
    remove: z.array(text).min(1).optional(),
  }),
]);

const response = {
  answer: answer.optional(),
  type: answer.optional(),
  press: z.union([text, z.array(text)]).optional(),
  select: selection.optional(),
  fill: z.record(z.string().min(1, 'a label is some text'), oneAnswer).optional(),
  handover: onlyTrue.optional(),
  fail: text.optional(),
  visible: flag.optional(),
  clear: flag.optional(),
};

const conditions = {
  save: z.record(nameKey, text).optional(),
  when: when.optional(),
  timeout: duration.optional(),
  settle: duration.optional(),
  stall: stall.optional(),
};

const repeat = leaf<number>(
  (value) => {
    if (value === 'true') return Infinity;
    return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : { problem: 'must be `true` or how many times' };
  },
  { type: ['boolean', 'integer'] },
);
const many = { optional: flag.optional(), repeat: repeat.optional() };

const plain = { expect: pattern, ...response, ...conditions, ...many };
const exchange = strict(plain);

/** `eof: true` as a whole exchange. */
const end = strict({ eof: onlyTrue, fail: text.optional(), ...conditions, optional: flag.optional() });
const oneExchange = z.union([exchange, end]);

// A dialogue holds branches, which hold dialogues: zod cannot derive the types of a circle.
const items: z.ZodType<(RawItem | RawUse)[]> = z.lazy(() => z.array(item));
const branch = z.union([strict({ ...plain, then: items.optional() }), end]);

const item: z.ZodType<RawItem | RawUse> = z
  .union([
    exchange,
    end,
    use,
    strict({ 'any-order': z.array(oneExchange) }),
    strict({ 'one-of': z.array(branch) }),
  ])
  .meta({ id: 'item' });

/** A rule is live all the time, so it is optional and repeated by nature. */
const alwaysRule = strict({
  expect: pattern,
  ...response,
  save: conditions.save,
  when: conditions.when,
  settle: conditions.settle,
  repeat: repeat.optional(),
});

const failRule = z.union([
  text,
  strict({ text }),
  strict({ expect: outputPattern, fail: text.optional(), when: when.optional() }),
]);

/** The lists of a program, in which other files may have a part. */
export const lists = {
  'fail-on': z.array(z.union([...failRule.options, use])).optional(),
  always: z.array(z.union([alwaysRule, use])).optional(),
  dialogue: z.array(item).optional(),
};

export type RawUse = z.output<typeof use>;
export type RawPattern = z.output<typeof pattern>;
export type RawWhen = z.output<typeof when>;
export type RawExchange = z.output<typeof oneExchange>;
/** A branch is an exchange with what is awaited once it was seen. */
export type RawBranch =
  (z.output<typeof exchange> & { then?: (RawItem | RawUse)[] | undefined }) | z.output<typeof end>;
export type RawItem = RawExchange | { 'any-order': RawExchange[] } | { 'one-of': RawBranch[] };
export type RawAlwaysRule = z.output<typeof alwaysRule>;
export type RawFailRule = z.output<typeof failRule>;
export type RawAnswer = z.output<typeof oneAnswer>;
export type RawSelection = z.output<typeof selection>;
