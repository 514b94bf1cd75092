import type { DialogueDrawing } from '../script/draw-dialogue.js';
import type { PromptPlan, SessionPlan, StepPlan } from '../script/describe-session.js';

/** The plan of a script for people. */
export function renderPlan(plan: SessionPlan): string {
  const params = Object.entries(plan.params).map(([name, value]) => `${name}=${String(value)}`);
  const lines = [
    plan.summary === undefined ? plan.name : `${plan.name}: ${plan.summary}`,
    ...(plan.base === undefined ? [] : [`base      ${plan.base}`]),
    ...(params.length === 0 ? [] : [`params    ${params.join(' ')}`]),
    ...plan.inputs.map(({ name, from }) => `input     ${name} from ${from}`),
    ...plan.secrets.map(({ name, source }) => `secret    ${name} from ${source}`),
    ...plan.phases.flatMap(({ phase, steps }) =>
      steps.length === 0 ? [] : [phase, ...steps.flatMap(stepLines)],
    ),
    ...(plan.image.tags.length === 0 ? [] : [`image     ${plan.image.tags.join(', ')}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines(step: StepPlan): readonly string[] {
  const { kind, text, user, prompts, always, failOn, steps = [] } = step;
  return [
    `  ${kind} ${text}${user === undefined ? '' : ` (as ${user})`} (${placeText(step)})`,
    ...failOn.map((pattern) => `    fails on ${pattern}`),
    ...always.map((prompt) => `    always   ${promptText(prompt)}`),
    ...prompts.flatMap((prompt) => promptLines(prompt, '    ')),
    ...steps.flatMap(stepLines).map((each) => `  ${each}`),
  ];
}

const placeText = ({ file, line }: Pick<StepPlan, 'file' | 'line'>): string =>
  `line ${line}${file === undefined ? '' : ` of ${file}`}`;

/** A prompt, and below a branch what it leads to. */
function promptLines(prompt: PromptPlan, indent: string): readonly string[] {
  const { isOptional, branch, then = [] } = prompt;
  const isOptionalBranch = isOptional && branch !== undefined;
  return [
    `${indent}${leadOf(prompt)} ${promptText(prompt)}${isOptionalBranch ? ' (optional)' : ''}`,
    ...then.flatMap((each) => promptLines(each, `${indent}  `)),
  ];
}

function leadOf({ isOptional, branch }: PromptPlan): string {
  if (branch !== undefined) return branch === 1 ? 'either  ' : 'or      ';
  return isOptional ? 'perhaps ' : 'expects ';
}

function promptText({ expect, response, isAnyOrder }: PromptPlan): string {
  return `${expect} -> ${response}${isAnyOrder ? ' (in any order)' : ''}`;
}

/** The state machine of each program, for people. */
export function renderDrawings(drawings: readonly DialogueDrawing[]): string {
  if (drawings.length === 0) return 'No step has a dialogue.\n';
  const blocks = drawings.map(({ command, drawing, ...place }) =>
    [`spawn ${command} (${placeText(place)})`, ...drawing.map((each) => `  ${each}`)].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}
