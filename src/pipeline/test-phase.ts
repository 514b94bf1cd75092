import { isUnattendError, UnattendError } from '../errors.js';
import type { StepLabel } from '../events.js';
import { isIncluded } from '../script/when.js';
import type { TestEntry } from '../script/model.js';
import { renderTemplate } from '../script/template.js';
import { lastLines, runStep } from './run-step.js';
import { inStep, lookupOf, type StepContext } from './step-context.js';
import type { CommandResult } from './workplace.js';

/** Runs the tests in order; the first that fails throws TEST_FAILED. */
export async function runTests(tests: readonly TestEntry[], context: StepContext): Promise<void> {
  for (const test of tests) {
    if (!isIncluded(test.when, context.values.params)) continue;
    if (test.kind === 'run') await commandTest(test, context);
    else await inStep(labelOf(test, context), context, () => pathTest(test, context));
  }
}

async function commandTest(test: TestEntry & { kind: 'run' }, context: StepContext): Promise<void> {
  try {
    await runStep(test, context);
  } catch (error) {
    if (!isStepFailure(error)) throw error;
    const { command } = error.details;
    const output = 'output' in error.details ? error.details.output : [];
    const details = {
      place: test.place,
      check: command,
      reason: error.message.replace(/\.$/, ''),
      output,
    };
    throw new UnattendError('TEST_FAILED', details, { cause: error });
  }
}

/** What the command did; an interrupt or an engine that failed is no verdict on the image. */
function isStepFailure(
  error: unknown,
): error is UnattendError<'STEP_FAILED' | 'STEP_TIMEOUT' | 'STEP_OUTPUT'> {
  return (
    isUnattendError(error, 'STEP_FAILED') ||
    isUnattendError(error, 'STEP_TIMEOUT') ||
    isUnattendError(error, 'STEP_OUTPUT')
  );
}

type PathTest = Exclude<TestEntry, { kind: 'run' }>;

function labelOf(test: PathTest, context: StepContext): StepLabel {
  return { kind: test.kind, text: renderTemplate(test.path, lookupOf(context)), place: test.place };
}

/** A path that is not there prints nothing; a dangling link is there. */
const statScript = 'if [ -e "$1" ] || [ -L "$1" ]; then exec stat -c "%a %U %G" -- "$1"; fi';

async function pathTest(test: PathTest, context: StepContext): Promise<void> {
  const path = renderTemplate(test.path, lookupOf(context));
  const argv = ['/bin/sh', '-c', statScript, 'sh', path] as const;
  const result = await context.workplace.runCommand({ argv, env: {}, user: '0' });
  const reason = result.exitCode === 0 ? mismatch(test, result) : `stat failed (${result.status})`;
  if (reason === undefined) return;
  const check = test.kind === 'file' ? `file ${path}` : `absent ${path}`;
  throw new UnattendError('TEST_FAILED', {
    place: test.place,
    check,
    reason,
    output: lastLines(context.redactor.text(result.stderr)),
  });
}

function mismatch(test: PathTest, { stdout }: CommandResult): string | undefined {
  const [mode, owner, group] = stdout.trim().split(' ');
  const isThere = mode !== undefined && mode !== '';
  if (test.kind === 'absent') return isThere ? 'it is there' : undefined;
  if (!isThere) return 'it is not there';
  const wanted = [
    ['mode', test.mode?.toString(8).padStart(4, '0'), mode.padStart(4, '0')],
    ['owner', test.owner, owner],
    ['group', test.group, group],
  ] as const;
  const wrong = wanted.find(([, expected, actual]) => expected !== undefined && expected !== actual);
  return wrong === undefined ? undefined : `its ${wrong[0]} is ${wrong[2] ?? ''}, not ${wrong[1] ?? ''}`;
}
