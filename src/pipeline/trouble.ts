import { isUnattendError, type UnattendError } from '../errors.js';
import type { Dialogue } from '../dialogue/types.js';
import { redactError } from '../redact.js';
import { flatSteps } from '../script/flat-steps.js';
import { loadSession } from '../script/load-session.js';
import type { Session, SpawnStep } from '../script/model.js';
import type { Program } from '../session/program.js';
import { isLeftUnanswered } from '../session/left-unanswered.js';
import type { GoingOn, Trouble } from '../session/trouble.js';
import { handoverOf } from './handover.js';
import type { StepContext } from './step-context.js';

/** Asks the person at the terminal what to do about a dialogue that failed; undefined where there is nobody to ask. */
export function troubleOf(
  step: SpawnStep,
  context: StepContext,
  compile: (step: SpawnStep) => Dialogue,
): Trouble | undefined {
  const { person } = context;
  const ask = person?.ask;
  if (person === undefined || ask === undefined) return undefined;
  return async (error, program) => {
    if (!isUnattendError(error) || program.completion !== undefined) return undefined;
    if (context.cancelSignal?.aborted === true) return undefined;
    const shown = redactError(error, context.redactor);
    return choose({ step, context, compile, program, shown });
  };
}

interface Choosing {
  readonly step: SpawnStep;
  readonly context: StepContext;
  readonly compile: (step: SpawnStep) => Dialogue;
  readonly program: Program;
  readonly shown: UnattendError;
}

/** Asks until a choice works out. */
async function choose(choosing: Choosing): Promise<GoingOn | undefined> {
  const { step, context, program, shown } = choosing;
  let problem: UnattendError | undefined;
  for (;;) {
    const choice = await context.person?.ask?.(shown, {
      step: step.place,
      ...(problem !== undefined && { problem }),
      ...(context.cancelSignal !== undefined && { cancelSignal: context.cancelSignal }),
    });
    context.cancelSignal?.throwIfAborted();
    if (choice === 'keep') context.keepContainer();
    if (choice === undefined || choice === 'keep' || choice === 'quit') return undefined;
    if (choice === 'keyboard') {
      const handover = handoverOf(context);
      const isUnanswered = handover !== undefined && (await isLeftUnanswered(program, handover));
      context.cancelSignal?.throwIfAborted();
      return { isUnanswered }; // one that has ended is judged by its exit
    }
    try {
      return { dialogue: await reload(choosing) };
    } catch (error) {
      if (!isUnattendError(error)) throw error;
      problem = redactError(error, context.redactor);
    }
  }
}

/** The dialogue of the same step in the script as it is now. */
async function reload({ step, context, compile }: Choosing): Promise<Dialogue> {
  const session = await loadSession(context.session.file);
  const again = sameStep(step, context.session, session);
  return compile(again ?? step);
}

/** The step at the same place of the same phase, when it is a spawn there too. */
function sameStep(step: SpawnStep, before: Session, now: Session): SpawnStep | undefined {
  for (const phase of ['prepare', 'deploy'] as const) {
    const at = flatSteps(before[phase]).findIndex((each) => each === step);
    const found = at < 0 ? undefined : flatSteps(now[phase])[at];
    if (found?.kind === 'spawn') return found;
  }
  return undefined;
}
