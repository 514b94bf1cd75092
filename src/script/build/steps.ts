import { commandLineProblems } from '../check/command-line.js';
import { didYouMean, nearest } from '../nearest.js';
import type {
  Command,
  CopyStep,
  ExitSpec,
  RunStep,
  ScopeStep,
  SpawnStep,
  Step,
  Template,
  TestEntry,
} from '../model.js';
import type { RawUse } from '../schema/dialogue.js';
import type {
  RawCommand,
  RawCopyStep,
  RawDeployStep,
  RawExit,
  RawRunStep,
  RawScopeStep,
  RawSpawnStep,
  RawTestEntry,
} from '../schema/steps.js';
import { literalOf } from '../template.js';
import { writeYaml } from '../yaml/quote.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, itemsOf, mapEntries, need, placeOf, present } from './at.js';
import { buildAlways, buildDialogue, buildFailOn } from './dialogue.js';
import { buildEnvValue } from './env.js';
import { buildPattern } from './pattern.js';
import { buildSaved } from './saved.js';
import { buildGrants } from './scope.js';
import { rewritten, rewrittenText, textTemplate, wordTemplate } from './text.js';
import { listed, under } from './use.js';
import { buildWhen } from './when.js';

export function buildSteps(
  build: Build,
  at: At<readonly (RawDeployStep | RawUse)[]> | undefined,
): readonly Step[] {
  return listed(build, at, 'steps').map((each) => under(each.when, buildStep(each.build, each.at)));
}

/** Before there is a container, nothing is copied into one and nothing granted. */
export function buildHostSteps(
  build: Build,
  at: At<readonly (RawRunStep | RawSpawnStep | RawUse)[]> | undefined,
): readonly (RunStep | SpawnStep)[] {
  return listed(build, at, 'steps').flatMap(({ build: own, at: { value, node }, when }) => {
    if (!('copy' in value) && !('scope' in value)) return [under(when, buildHostStep(own, { value, node }))];
    const kind = 'copy' in value ? 'copy' : 'scope';
    complain(own.report, node.start, `\`${kind}\` is a step of \`deploy\`, and \`prepare\` uses this file`);
    return [];
  });
}

function buildStep(build: Build, { value, node }: At<RawDeployStep>): Step {
  if ('copy' in value) return buildCopy(build, { value, node });
  if ('scope' in value) return buildScope(build, { value, node });
  return buildHostStep(build, { value, node });
}

function buildScope(build: Build, at: At<RawScopeStep>): ScopeStep {
  const when = child(at, 'when');
  return {
    kind: 'scope',
    place: placeOf(build, at),
    grants: buildGrants(build, need(at, 'scope')),
    steps: buildSteps(build, need(at, 'steps')),
    ...present({ when: when && buildWhen(build, when) }),
  };
}

function buildHostStep(build: Build, { value, node }: At<RawRunStep | RawSpawnStep>): RunStep | SpawnStep {
  return 'run' in value ? buildRun(build, { value, node }) : buildSpawn(build, { value, node });
}

function buildRun(build: Build, at: At<RawRunStep>): RunStep {
  const expect = child(at, 'expect');
  return {
    kind: 'run',
    ...common(build, at),
    command: buildCommand(build, need(at, 'run')),
    exit: exitOf(at.value.exit),
    save: buildSaved(build, child(at, 'save'), (each) => buildPattern(build, each)),
    ...present({ timeoutMs: at.value.timeout, expect: expect && buildPattern(build, expect) }),
  };
}

function buildSpawn(build: Build, at: At<RawSpawnStep>): SpawnStep {
  const { size, timeout, idle, stall, end } = at.value;
  return {
    kind: 'spawn',
    ...common(build, at),
    command: buildCommand(build, need(at, 'spawn')),
    exit: exitOf(at.value.exit),
    failOn: buildFailOn(build, child(at, 'fail-on')),
    always: buildAlways(build, child(at, 'always')),
    dialogue: buildDialogue(build, child(at, 'dialogue')),
    ...present({
      size,
      timeoutMs: timeout,
      idleMs: idle,
      stallMs: stall,
      echoWaitMs: at.value['echo-wait'],
      end,
    }),
  };
}

function buildCopy(build: Build, at: At<RawCopyStep>): CopyStep {
  refuseUndeclaredInput(build, need(at, 'copy'));
  const when = child(at, 'when');
  return {
    kind: 'copy',
    place: placeOf(build, at),
    env: {},
    input: at.value.copy,
    to: absolutePath(build, need(at, 'to')),
    ...present({ mode: at.value.mode, owner: at.value.owner, when: when && buildWhen(build, when) }),
  };
}

function common(build: Build, at: At<RawRunStep | RawSpawnStep>) {
  const when = child<RawRunStep | RawSpawnStep, 'when'>(at, 'when');
  const cwd = child<RawRunStep | RawSpawnStep, 'cwd'>(at, 'cwd');
  const env = child<RawRunStep | RawSpawnStep, 'env'>(at, 'env');
  return {
    place: placeOf(build, at),
    env: mapEntries(env, (each) => buildEnvValue(build, each)),
    ...present({
      when: when && buildWhen(build, when),
      user: at.value.user,
      cwd: cwd && wordTemplate(build, cwd),
    }),
  };
}

function buildCommand(build: Build, { value, node }: At<RawCommand>): Command {
  if (typeof value === 'string') {
    const line = textTemplate(build, { value, node });
    if (value.trim() === '') complain(build.report, node.start, 'the command is empty');
    for (const { reference, message, fixed } of commandLineProblems(line)) {
      complain(
        build.report,
        reference.place,
        message,
        fixed === undefined
          ? undefined
          : rewrittenText(build.report, { value, node }, fixed, reference.place),
      );
    }
    return { kind: 'line', line };
  }
  const [first, ...rest] = itemsOf({ value, node }).map((each) => textTemplate(build, each));
  if (first === undefined) throw new Error('the schema let an empty command through');
  return { kind: 'argv', argv: [first, ...rest] };
}

function exitOf(exit: RawExit | undefined): ExitSpec {
  if (exit === 'any') return 'any';
  if (exit === undefined) return [0];
  return typeof exit === 'number' ? [exit] : exit;
}

function refuseUndeclaredInput({ report, declared }: Build, { value, node }: At<string>): void {
  if (declared.inputs.includes(value)) return;
  const meant = nearest(value, declared.inputs);
  const suggestion = meant === undefined ? undefined : rewritten(report, node, writeYaml(meant));
  complain(
    report,
    node.start,
    `the input \`${value}\` is not declared${didYouMean(value, declared.inputs)}`,
    suggestion,
  );
}

/** A path in a container: it starts with `/`, or with a reference that may. */
export function absolutePath(build: Build, at: At<string>): Template {
  const template = wordTemplate(build, at);
  const [first] = template.parts;
  const isRelative = first === undefined || (first.kind === 'text' && !first.text.startsWith('/'));
  if (isRelative)
    complain(build.report, at.node.start, `\`${literalOf(template) ?? at.value}\` must be an absolute path`);
  return template;
}

export function buildTest(build: Build, { value, node }: At<RawTestEntry>): TestEntry {
  if ('run' in value) return buildRun(build, { value, node });
  const place = placeOf(build, { value, node });
  const when = child<typeof value, 'when'>({ value, node }, 'when');
  const condition = present({ when: when && buildWhen(build, when) });
  if ('absent' in value) {
    return {
      kind: 'absent',
      place,
      path: absolutePath(build, need({ value, node }, 'absent')),
      ...condition,
    };
  }
  const { mode, owner, group } = value;
  return {
    kind: 'file',
    place,
    path: absolutePath(build, need({ value, node }, 'file')),
    ...condition,
    ...present({ mode, owner, group }),
  };
}
