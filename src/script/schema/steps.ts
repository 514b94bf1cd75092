import { z } from 'zod';
import { lists, outputPattern, type RawUse, use, when } from './dialogue.js';
import { count, leaf, name, nameKey, text, variableKey } from './leaf.js';
import { envValue, user } from './leaves.js';
import { grants, type RawGrants } from './scope.js';
import { strict } from './strict.js';
import { duration, mode, size, stall } from './units.js';

const command = z.union([text, z.array(text).min(1)]);

const exitWord = leaf<number | 'any'>(
  (value) => {
    if (value === 'any') return 'any';
    return /^\d{1,9}$/.test(value)
      ? Number(value)
      : { problem: 'must be an exit code, a list of them, or `any`' };
  },
  { type: ['integer', 'string'] },
);
const exit = z.union([exitWord, z.array(count(0)).min(1)]);

const common = {
  when: when.optional(),
  user: user.optional(),
  cwd: text.optional(),
  env: z.record(variableKey, envValue).optional(),
};

const runStep = strict({
  run: command,
  ...common,
  timeout: duration.optional(),
  exit: exit.optional(),
  expect: outputPattern.optional(),
  save: z.record(nameKey, outputPattern).optional(),
});

const spawnStep = strict({
  spawn: command,
  ...common,
  size: size.optional(),
  timeout: duration.optional(),
  idle: duration.optional(),
  stall: stall.optional(),
  'echo-wait': duration.optional(),
  end: z.enum(['hangup', 'ctrl-d']).optional(),
  exit: exit.optional(),
  ...lists,
});

const copyStep = strict({
  copy: name,
  to: text,
  mode: mode.optional(),
  owner: user.optional(),
  when: when.optional(),
});

const fileTest = strict({
  file: text,
  mode: mode.optional(),
  owner: user.optional(),
  group: user.optional(),
  when: when.optional(),
});
const absentTest = strict({ absent: text, when: when.optional() });

export const hostStep = z.union([runStep, spawnStep, use]);
const scopeStep = strict({
  scope: grants,
  steps: z.lazy((): z.ZodType<(RawDeployStep | RawUse)[]> => z.array(deployStep).min(1)),
  when: when.optional(),
});
export const deployStep: z.ZodType<RawDeployStep | RawUse> = z.union([
  runStep,
  spawnStep,
  copyStep,
  scopeStep,
  use,
]);
export const testEntry = z.union([runStep, fileTest, absentTest]);

export type RawRunStep = z.output<typeof runStep>;
export type RawSpawnStep = z.output<typeof spawnStep>;
export type RawCopyStep = z.output<typeof copyStep>;
export type RawTestEntry = z.output<typeof testEntry>;
export interface RawScopeStep {
  scope: RawGrants;
  steps: (RawDeployStep | RawUse)[];
  when?: z.output<typeof when> | undefined;
}
export type RawDeployStep = RawRunStep | RawSpawnStep | RawCopyStep | RawScopeStep;
export type RawCommand = z.output<typeof command>;
export type RawExit = z.output<typeof exit>;
