import { Tail } from '../engine/tail.js';
import { createMatcher, type Found } from '../dialogue/matcher.js';
import { unlessTooSlow } from '../dialogue/too-slow.js';
import { UnattendError } from '../errors.js';
import { describeCommand, renderCommand } from '../script/command.js';
import { renderLabel, renderPattern } from '../script/compile-pattern.js';
import type { PatternSource, RunStep } from '../script/model.js';
import { renderTemplate } from '../script/template.js';
import { inStep, lookupOf, optional, renderEnv, type StepContext } from './step-context.js';
import type { CommandResult } from './workplace.js';

/** Runs a command without a terminal; its exit code and output decide. Throws STEP_FAILED, STEP_TIMEOUT, STEP_OUTPUT. */
export async function runStep(step: RunStep, context: StepContext): Promise<void> {
  const lookup = lookupOf(context);
  const command = context.redactor.text(describeCommand(step.command, lookup).trim());
  await inStep({ kind: 'run', text: command, place: step.place }, context, async () => {
    const shown = showing(context);
    const result = await execute(step, context, shown.listen);
    shown.end();
    const failure = { place: step.place, command, output: lastLines(shown.text()) };
    if (result.isTimedOut) {
      throw new UnattendError('STEP_TIMEOUT', {
        ...failure,
        limitMs: (step.timeoutMs ?? 0) * context.timeoutFactor,
      });
    }
    if (!isAcceptedExit(result, step))
      throw new UnattendError('STEP_FAILED', { ...failure, status: result.status });
    const missing = (pattern: PatternSource): UnattendError =>
      new UnattendError('STEP_OUTPUT', { ...failure, pattern: renderLabel(pattern, lookup) });
    const find = unlessTooSlow(
      (pattern: PatternSource) => findIn(result, pattern, context),
      ({ details: { expression } }) => {
        throw new UnattendError('PATTERN_TOO_SLOW', {
          place: step.place,
          expression,
          screen: failure.output,
        });
      },
    );
    if (step.expect !== undefined && find(step.expect) === undefined) throw missing(step.expect);
    for (const [name, pattern] of Object.entries(step.save)) {
      const found = find(pattern);
      if (found === undefined) throw missing(pattern);
      context.values.saved.set(name, found.groups[1] ?? found.groups[0] ?? '');
    }
  });
}

type StreamName = 'stdout' | 'stderr';

/** Tells of output, and keeps the end of it for a failure: secrets are removed from each stream before it is cut anywhere. */
function showing({ redactor, emit }: StepContext): {
  listen: (bytes: Uint8Array, name: StreamName) => void;
  end: () => void;
  text: () => string;
} {
  const open = () => ({ redacting: redactor.stream(), tail: new Tail(keptBytes) });
  const streams = { stdout: open(), stderr: open() };
  const tell = (bytes: Uint8Array, { tail }: ReturnType<typeof open>): void => {
    if (bytes.length === 0) return;
    tail.push(bytes);
    emit({ kind: 'output', source: 'command', bytes });
  };
  return {
    listen: (bytes, name) => tell(streams[name].redacting.push(bytes), streams[name]),
    end() {
      for (const each of Object.values(streams)) tell(each.redacting.end(), each);
    },
    text: () =>
      Object.values(streams)
        .map(({ tail }) => Buffer.from(tail.bytes()).toString())
        .join(''),
  };
}

function execute(
  step: RunStep,
  context: StepContext,
  onOutput: (bytes: Uint8Array, name: StreamName) => void,
): Promise<CommandResult> {
  const lookup = lookupOf(context);
  return context.workplace.runCommand({
    argv: renderCommand(step.command, lookup),
    env: renderEnv(step.env, context),
    onOutput,
    ...optional('user', step.user),
    ...optional('cwd', step.cwd === undefined ? undefined : renderTemplate(step.cwd, lookup)),
    ...optional(
      'timeoutMs',
      step.timeoutMs === undefined ? undefined : step.timeoutMs * context.timeoutFactor,
    ),
    ...optional('cancelSignal', context.cancelSignal),
  });
}

function isAcceptedExit({ exitCode }: CommandResult, { exit }: RunStep): boolean {
  return exit === 'any' || (exitCode !== undefined && exit.includes(exitCode));
}

function findIn(result: CommandResult, source: PatternSource, context: StepContext): Found | undefined {
  const pattern = renderPattern(source, lookupOf(context));
  if (pattern.kind !== 'text' && pattern.kind !== 'regexp') return undefined;
  const matcher = createMatcher(pattern);
  return matcher.find(result.stdout, 0) ?? matcher.find(result.stderr, 0);
}

/** Enough to see why a command failed. */
const shownLines = 20;
const keptBytes = 64 * 1024;

export function lastLines(output: string): readonly string[] {
  return output.trimEnd().split(/\r?\n/).slice(-shownLines);
}
