import { dialogueStates, type State, type Transition } from './dialogue-states.js';
import { commandText, renderKnown } from './describe-session.js';
import { flatSteps } from './flat-steps.js';
import { excludedExchanges, includedItems } from './items.js';
import { limitsOf } from './limits.js';
import type { ScriptExchange, Session, SpawnStep, Template } from './model.js';
import type { ParamValues } from './params.js';
import { patternText } from './pattern-text.js';
import { responseText } from './response-text.js';
import { describeWhen, isIncluded } from './when.js';
import { whereIn, type Where } from './where.js';

/** The dialogue of one program as a state machine. */
export interface DialogueDrawing extends Where {
  readonly phase: 'prepare' | 'deploy';
  readonly command: string;
  readonly drawing: readonly string[];
}

type Render = (template: Template) => string;

/** The dialogues of a script for these params, each drawn as text; nothing is started. */
export function drawDialogues(session: Session, params: ParamValues): readonly DialogueDrawing[] {
  return (['prepare', 'deploy'] as const).flatMap((phase) =>
    flatSteps(session[phase], params).flatMap((step): readonly DialogueDrawing[] => {
      if (step.kind !== 'spawn') return [];
      const command = commandText(step.command, params);
      return [{ phase, command, ...whereIn(session, step.place), drawing: drawDialogue(step, params) }];
    }),
  );
}

/** The rules that hold everywhere, the states, what must not come, and the end. */
function drawDialogue(step: SpawnStep, params: ParamValues): readonly string[] {
  const render: Render = (template) => renderKnown(template, params);
  const isLive = ({ when }: ScriptExchange): boolean => isIncluded(when, params);
  const rules = (title: string, list: readonly ScriptExchange[]): readonly string[] =>
    list.length === 0 ? [] : [title, ...list.map((each) => `  ${ruleText(each, render)}`)];
  const excluded = excludedExchanges(step.dialogue, params).map(
    ({ expect, when }) => `  ${patternText(expect, render)} (only with ${describeWhen(when ?? {})})`,
  );
  return [
    ...rules('first of all', step.failOn.filter(isLive)),
    ...rules('at any time', step.always.filter(isLive)),
    ...dialogueStates(includedItems(step.dialogue, params)).flatMap((state) => stateLines(state, render)),
    ...(excluded.length === 0 ? [] : ['must not come', ...excluded]),
    ...endLines(step),
  ];
}

function stateLines(state: State, render: Render): readonly string[] {
  return [
    `${state.id}  ${awaitedText(state)}`,
    ...state.transitions.flatMap((transition) => transitionLines(transition, state, render)),
  ].map((line, index) => (index === 0 ? line : `  ${line}`));
}

function transitionLines(
  { exchange, branch, to, then }: Transition,
  { kind }: State,
  render: Render,
): readonly string[] {
  const { isOptional, maxTimes } = exchange;
  const name = branch === undefined ? '' : `${branch}  `;
  const notes = [
    ...(isOptional && kind === 'any-order' ? ['optional'] : []),
    ...(maxTimes > 1 ? [timesText(maxTimes)] : []),
  ];
  const note = notes.length === 0 ? '' : ` (${notes.join(', ')})`;
  const states = then.flatMap((state) => stateLines(state, render));
  return [`${name}${exchangeText(exchange, render)}${note} => ${to}`, ...states.map((line) => `  ${line}`)];
}

/** What is awaited in a state: itself, and what lies behind it where it may be left. */
function awaitedText({ id, kind, isOptional, beyond, transitions }: State): string {
  const names = transitions.map(({ branch }) => branch ?? id);
  const own = kind === 'one-of' ? names : [kind === 'any-order' ? `${id} in any order` : id];
  if (isOptional) return `awaits ${orList([...own, ...beyond])}; ${id} may be passed over`;
  const isPlain = transitions.every(({ exchange }) => !exchange.isOptional && exchange.maxTimes === 1);
  const awaited = `awaits ${orList(own)}`;
  if (kind === 'one-of') return awaited;
  if (isPlain) return kind === 'any-order' ? `${awaited}, then ${orList(beyond)}` : awaited;
  const what = kind === 'any-order' ? 'what is required' : 'it';
  return `${awaited}; also ${orList(beyond)} once ${what} was seen`;
}

const timesText = (times: number): string =>
  times === Infinity ? 'any number of times' : `up to ${times} times`;

/** A rule is answered any number of times unless the script says how many; a failure comes once. */
function ruleText(rule: ScriptExchange, render: Render): string {
  const isCounted = rule.maxTimes !== Infinity && rule.response.kind !== 'fail';
  return exchangeText(rule, render) + (isCounted ? ` (${timesText(rule.maxTimes)})` : '');
}

const exchangeText = ({ expect, response }: ScriptExchange, render: Render): string =>
  `${patternText(expect, render)} -> ${responseText(response, render)}`;

function endLines(step: SpawnStep): readonly string[] {
  const { end = 'itself', exit } = step;
  const { timeoutMs, idleMs, stallMs } = limitsOf(step);
  const codes = exit === 'any' ? 'any exit code' : `exit code ${orList(exit.map(String))}`;
  const how = {
    hangup: 'the program is hung up',
    'ctrl-d': `Ctrl-D is pressed; then ${codes}`,
    itself: `the program ends by itself; ${codes}`,
  };
  const limits = [
    `${durationText(timeoutMs)} in all`,
    `${durationText(idleMs)} of silence`,
    ...(stallMs === Infinity ? [] : [`${durationText(stallMs)} of waiting for what nobody answers`]),
  ];
  return [`end  ${how[end]}`, `  limits: ${limits.join(', ')}`];
}

/** In the largest unit that takes no fraction, as a script would say it. */
function durationText(ms: number): string {
  const units = [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const;
  const [unit, size] = units.find(([, each]) => ms % each === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
