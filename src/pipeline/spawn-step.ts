import type { Dialogue } from '../dialogue/types.js';
import { isUnattendError } from '../errors.js';
import type { RunEvent } from '../events.js';
import { inOrder } from '../redact.js';
import { compileDialogue } from '../script/compile-dialogue.js';
import { describeCommand, renderCommand } from '../script/command.js';
import type { SpawnStep } from '../script/model.js';
import { renderTemplate } from '../script/template.js';
import { converse } from '../session/conversation.js';
import { describeCompletion } from '../session/exit.js';
import { defaultEchoWaitMs } from '../session/secret-typing.js';
import type { ConversationEvent } from '../session/program-spec.js';
import { handoverOf } from './handover.js';
import type { DrivenProgram } from './person.js';
import { inStep, lookupOf, optional, renderEnv, secretValue, type StepContext } from './step-context.js';
import { troubleOf } from './trouble.js';

type Open = DrivenProgram['open'];

/** Starts a program on a terminal and answers it. Throws the errors of `converse`, secrets removed. */
export async function spawnStep(step: SpawnStep, context: StepContext): Promise<void> {
  const lookup = lookupOf(context);
  const command = context.redactor.text(describeCommand(step.command, lookup).trim());
  const size = step.size ?? context.size;
  const open: Open = (ofSize, onOutput) =>
    context.workplace.openTerminal({
      argv: renderCommand(step.command, lookup),
      env: renderEnv(step.env, context),
      size: ofSize,
      onOutput,
      ...optional('user', step.user),
      ...optional('cancelSignal', context.cancelSignal),
      ...optional('cwd', step.cwd === undefined ? undefined : renderTemplate(step.cwd, lookup)),
    });
  const label = { kind: 'spawn', text: command, place: step.place } as const;
  const drive = context.person?.drive;
  if (drive !== undefined) {
    await inStep(label, context, () =>
      drive({ command, open, ...optional('cancelSignal', context.cancelSignal) }),
    );
    context.cancelSignal?.throwIfAborted();
    return;
  }
  const compile = (each: SpawnStep): Dialogue =>
    compileDialogue(each, {
      lookup,
      params: context.values.params,
      timeoutFactor: context.timeoutFactor,
      save: (name, value) => void context.values.saved.set(name, value),
    });
  await inStep(label, context, async () => {
    context.emit({ kind: 'terminal-open', size, command });
    const report = reporting(context);
    try {
      const { completion } = await converse({
        open: (onOutput) => open(size, context.isBytewise ? bytewise(onOutput) : onOutput),
        size,
        dialogue: compile(step),
        accepts: step.exit,
        secretValue: (name) => secretValue(context, name),
        onSecretShown: (value, standing) => context.redactor.addShown(value, standing),
        conceal: (text) => context.redactor.shown(text),
        onEvent: report.listen,
        echoWaitMs: (step.echoWaitMs ?? defaultEchoWaitMs) * context.timeoutFactor,
        ...optional('cancelSignal', context.cancelSignal),
        ...optional('handover', handoverOf(context)),
        ...optional('onTrouble', troubleOf(step, context, compile)),
      });
      report.end(describeCompletion(completion));
    } catch (error) {
      report.end(statusOf(error));
      throw error;
    }
  });
}

/** Hands on every byte by itself. */
function bytewise(onOutput: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  return (bytes) => {
    for (let at = 0; at < bytes.length; at++) onOutput(bytes.subarray(at, at + 1));
  };
}

/** Turns what happens in the conversation into events, secrets removed. */
function reporting(context: StepContext): {
  listen: (event: ConversationEvent) => void;
  end: (status: string) => void;
} {
  const { redactor, emit } = context;
  const ordered = inOrder(redactor.stream());
  const tell = (event: RunEvent): void => ordered.then(() => emit(event));
  return {
    listen(event) {
      if (event.kind === 'output')
        ordered.output(event.bytes, (bytes) => emit({ kind: 'output', source: 'terminal', bytes }));
      else if (event.kind === 'typed') tell({ kind: 'typed', text: redactor.text(event.text) });
      else if (event.kind === 'secret-typed') tell({ kind: 'typed', ...secretTyped(event) });
      else if (event.kind === 'warning') emit({ kind: 'notice', text: redactor.text(waitingText(event)) });
      else if (event.exchange.place !== undefined)
        tell({ kind: 'exchange', pattern: event.exchange.label, place: event.exchange.place });
    },
    end(status) {
      ordered.flush();
      emit({ kind: 'terminal-end', status });
    },
  };
}

function secretTyped({ secret, hasEnter }: ConversationEvent & { kind: 'secret-typed' }): {
  readonly text: string;
  readonly secret: string;
} {
  return { text: `<${secret}>${hasEnter ? '\r' : ''}`, secret };
}

/** How a program ended, or why nobody waited for its end. */
function statusOf(error: unknown): string {
  if (isUnattendError(error, 'PROGRAM_FAILED') || isUnattendError(error, 'UNEXPECTED_END'))
    return error.details.status;
  return isUnattendError(error) ? error.code : 'interrupted';
}

/** A program that perhaps waits is told of, not failed: it may as well be at work. */
function waitingText({ prompt, silentMs }: ConversationEvent & { kind: 'warning' }): string {
  const silent = `silent for ${(silentMs / 1000).toFixed(0)} s`;
  return `the program is ${silent} and may be waiting for an answer to "${prompt}"`;
}
