import { isDrawn, type LookPort, whenDrawn } from './drawn.js';

/** What a probe needs of the conversation. */
export interface ProbeSpec extends LookPort {
  /** Types text that is no answer. */
  readonly type: (text: string) => void;
  /** The last lines on the screen: the probe is a character that is not among them. */
  readonly screen: readonly string[];
}

const backspace = '\x7f';

/**
 * Whether a program in raw mode (readline, curses) shows what is typed: a character is typed, what comes back is looked
 * at, and the character is erased again. Terminal flags cannot tell: they are the same for a field that hides.
 */
export async function isTypingShown(spec: ProbeSpec): Promise<boolean> {
  const screen = spec.screen.join('');
  const probe = Array.from('zqxjkZQXJK~').find((char) => !screen.includes(char)) ?? '~';
  const isProbeIn = (output: string): boolean => withoutSequences(output).includes(probe);
  const isShown = await isDrawn(spec, () => spec.type(probe), isProbeIn);
  await whenDrawn(spec, () => spec.type(backspace));
  return isShown;
}

/** Letters that end a sequence are no letters that are shown. */
function withoutSequences(output: string): string {
  return output.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|[()*+][0-9A-Za-z]|[@-Z\\-_=>])/g, '');
}
