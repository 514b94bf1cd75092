import { type LookPort, readWhatIsMade, whenDrawn } from './drawn.js';

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
  const shown = withoutSequences(await readWhatIsMade(spec, () => spec.type(probe)));
  await whenDrawn(spec, () => spec.type(backspace));
  return shown.includes(probe);
}

/** Letters that end a sequence are no letters that are shown. */
function withoutSequences(output: string): string {
  return output.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|[()*+][0-9A-Za-z]|[@-Z\\-_=>])/g, '');
}
