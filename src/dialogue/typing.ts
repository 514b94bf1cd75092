import type { Exchange, Match } from './types.js';
import type { WidgetTask } from './widgets/driver.js';

/** What is to be typed. A secret has only its name here. */
export type Typing =
  | { readonly kind: 'text'; readonly text: string; readonly hasEnter: boolean; readonly isClearing: boolean }
  | {
      readonly kind: 'secret';
      readonly secret: string;
      readonly isVisible: boolean;
      readonly hasEnter: boolean;
      readonly isClearing: boolean;
    }
  | { readonly kind: 'keys'; readonly keys: readonly string[] };

/** One thing to do about what is on the screen: keys that need no look, or a task that does. */
export type ScreenTask = Extract<Typing, { readonly kind: 'keys' }> | WidgetTask;

/** How an exchange is answered. */
export type Action =
  | { readonly kind: 'send'; readonly typing: Typing }
  | { readonly kind: 'operate'; readonly tasks: readonly ScreenTask[] }
  | { readonly kind: 'handover' };

/** What an exchange does for this match when it was answered `times` times before; past a list's end, its last. */
export function actionOf({ response }: Exchange, match: Match, times: number): Action {
  switch (response.kind) {
    case 'handover':
      return { kind: 'handover' };
    case 'press':
      return response.keys.some(isButton)
        ? { kind: 'operate', tasks: pressTasks(response.keys) }
        : { kind: 'send', typing: { kind: 'keys', keys: response.keys } };
    case 'select': {
      const labels = response.labels.map((render) => render(match));
      const { mode } = response;
      return { kind: 'operate', tasks: [{ kind: 'select', mode, labels, ...confirmOf(response) }] };
    }
    case 'fill': {
      const fields = response.fields.map(({ label, source }) => ({
        label,
        value: source.kind === 'secret' ? source : { kind: 'text' as const, text: source.render(match) },
      }));
      return { kind: 'operate', tasks: [{ kind: 'fill', fields, ...confirmOf(response) }] };
    }
    case 'text': {
      const { hasEnter, isClearing, sources } = response;
      const source = sources[Math.min(times, sources.length - 1)] ?? sources[0];
      const typing: Typing =
        source.kind === 'secret'
          ? { kind: 'secret', secret: source.secret, isVisible: source.isVisible, hasEnter, isClearing }
          : { kind: 'text', text: source.render(match), hasEnter, isClearing };
      return { kind: 'send', typing };
    }
    case 'none':
    case 'fail':
      throw new TypeError(`A response of kind ${response.kind} does nothing.`);
  }
}

/** The label of a `<Button>`. */
const buttonLabel = (key: string): string | undefined => /^<(.+)>$/.exec(key)?.[1]?.trim();
const isButton = (key: string): boolean => buttonLabel(key) !== undefined;

/** Keys and buttons in order, keys that follow each other together. */
function pressTasks(keys: readonly string[]): readonly ScreenTask[] {
  const tasks: ScreenTask[] = [];
  for (const key of keys) {
    const label = buttonLabel(key);
    const last = tasks.at(-1);
    if (label !== undefined) tasks.push({ kind: 'button', label });
    else if (last?.kind === 'keys') tasks[tasks.length - 1] = { kind: 'keys', keys: [...last.keys, key] };
    else tasks.push({ kind: 'keys', keys: [key] });
  }
  return tasks;
}

function confirmOf({ confirm }: { readonly confirm?: readonly [string, ...string[]] }): {
  readonly confirm?: readonly [string, ...string[]];
} {
  return confirm === undefined ? {} : { confirm };
}
