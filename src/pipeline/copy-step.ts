import { basename } from 'node:path';
import { UnattendError } from '../errors.js';
import type { CopyStep } from '../script/model.js';
import { renderTemplate } from '../script/template.js';
import { lastLines } from './run-step.js';
import { inStep, lookupOf, optional, type StepContext } from './step-context.js';

/**
 * `$1` the input, `$2` the target, `$3` the name a file keeps in a directory, `$4` mode, `$5` owner. A directory's
 * contents go into the target; a file becomes the target, or keeps its name when that is a directory or ends in `/`.
 */
const copyScript = `
set -eu
if [ -d "$1" ]; then
  mkdir -p -- "$2"; cp -RPp -- "$1/." "$2"; target=$2
else
  case $2 in */) mkdir -p -- "$2";; *) mkdir -p -- "$(dirname -- "$2")";; esac
  target=$2
  if [ -d "$2" ]; then target=\${2%/}/$3; fi
  cp -p -- "$1" "$target"
fi
if [ -n "$5" ]; then chown -hR -- "$5" "$target"; fi
if [ -n "$4" ]; then chmod -- "$4" "$target"; fi
`;

/**
 * Copies an input to where it stays, as root, owned by root unless the step says otherwise; on this machine as the
 * caller and owned by the caller. Throws STEP_FAILED.
 */
export async function copyStep(
  step: CopyStep,
  context: StepContext,
  sources: Readonly<Record<string, string>>,
): Promise<void> {
  const to = renderTemplate(step.to, lookupOf(context));
  const from = context.values.inputs[step.input] ?? '';
  const text = `${step.input} to ${to}`;
  await inStep({ kind: 'copy', text, place: step.place }, context, async () => {
    const keptName = basename(sources[step.input] ?? from);
    const mode = step.mode === undefined ? '' : step.mode.toString(8).padStart(4, '0');
    const result = await context.workplace.runCommand({
      argv: [
        '/bin/sh',
        '-c',
        copyScript,
        'sh',
        from,
        to,
        keptName,
        mode,
        step.owner ?? (context.workplace.isContainer ? '0:0' : ''),
      ],
      env: {},
      user: '0',
      ...optional('cancelSignal', context.cancelSignal),
    });
    if (result.exitCode !== 0) {
      const output = lastLines(context.redactor.text(result.stdout + result.stderr));
      throw new UnattendError('STEP_FAILED', {
        place: step.place,
        command: `copy ${text}`,
        status: result.status,
        output,
      });
    }
  });
}
