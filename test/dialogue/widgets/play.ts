import type { Exchange, Response } from '../../../src/dialogue/types.js';
import type { WidgetTask } from '../../../src/dialogue/widgets/driver.js';
import { isUnattendError } from '../../../src/errors.js';
import type { ConversationEvent } from '../../../src/session/program-spec.js';
import { Program as Running } from '../../../src/session/program.js';
import { openHostTerminal } from '../../../src/terminal/host.js';
import { checkpoint, dialogue, exchange, press } from '../support.js';

export interface Program {
  readonly argv: readonly [string, ...string[]];
  /** `120x40`. */
  readonly size: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Keys pressed before the first task, to put the highlight somewhere else. */
  readonly before?: readonly string[];
}

/** One thing to do, once this text is on the screen. */
export interface Turn {
  readonly when: string;
  readonly task: WidgetTask;
}

/** How a task ended. */
type End =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'fail';
      readonly failure: {
        readonly reason: string;
        readonly label: string;
        readonly there: readonly string[];
      };
    };

export interface Played {
  /** All the program wrote, as it wrote it. */
  readonly output: string;
  /** How each task ended; the first failure is the last. */
  readonly ends: readonly End[];
  /** What was typed, secrets as `<name>`. */
  readonly typed: readonly string[];
  /** What the terminal showed last. */
  readonly screen: string;
}

/** Runs a real program on a pseudo-terminal and has it worked, turn by turn. A secret's value is `secret NAME`. */
export async function play(program: Program, turns: readonly Turn[]): Promise<Played> {
  const [columns = 80, rows = 24] = program.size.split('x').map(Number);
  const size = { columns, rows };
  const pieces: Uint8Array[] = [];
  const typed: string[] = [];
  const onEvent = (event: ConversationEvent): void => {
    if (event.kind === 'output') pieces.push(event.bytes);
    if (event.kind === 'typed') typed.push(event.text);
    if (event.kind === 'secret-typed') typed.push(`<${event.secret}>`);
  };
  const env = { PATH: '/usr/bin:/bin', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...program.env };
  await using running = await Running.open({
    open: (onOutput) => openHostTerminal({ argv: program.argv, env, cwd: '/', size, onOutput }),
    size,
    secretValue: (name) => `secret ${name}`,
    conceal: (text) => text,
    onEvent,
  });
  const ends: End[] = [];
  for (const [index, turn] of turns.entries()) {
    const keys = index === 0 ? (program.before ?? []) : [];
    const end = await perform(running, turn, keys);
    ends.push(end);
    if (end.kind === 'fail') break;
  }
  if (ends.at(-1)?.kind === 'done') await running.hold(dialogue([]), { until: 'ended' });
  const { lines } = await running.screen();
  const output = Buffer.concat(pieces).toString('utf8');
  return { output, ends, typed, screen: lines.map(({ text }) => text).join('\n') };
}

async function perform(program: Running, { when, task }: Turn, keys: readonly string[]): Promise<End> {
  const condition = { text: { kind: 'text', text: when } } as const;
  const isShown = (response: Response): Exchange => exchange({ kind: 'screen', condition }, response);
  const pressed = keys.map((key) => exchange({ kind: 'quiet', quietMs: 40 }, press(key)));
  try {
    await program.hold(
      dialogue([
        isShown(checkpoint),
        ...pressed,
        exchange({ kind: 'quiet', quietMs: 100 }, responseOf(task)),
      ]),
      { until: 'complete' },
    );
    return { kind: 'done' };
  } catch (error) {
    if (!isUnattendError(error, 'WIDGET_FAILED')) throw error;
    const { reason, label, there } = error.details;
    return { kind: 'fail', failure: { reason, label, there } };
  }
}

function responseOf(task: WidgetTask): Response {
  if (task.kind === 'button') return press(`<${task.label}>`);
  const confirm = task.confirm === undefined ? {} : { confirm: task.confirm };
  if (task.kind === 'select') {
    return { kind: 'select', mode: task.mode, labels: task.labels.map((label) => () => label), ...confirm };
  }
  const fields = task.fields.map(({ label, value }) => ({
    label,
    source: value.kind === 'secret' ? value : ({ kind: 'text', render: () => value.text } as const),
  }));
  return { kind: 'fill', fields, ...confirm };
}
