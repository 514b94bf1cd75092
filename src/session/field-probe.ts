import type { Clock } from './clock.js';

/** What a probe needs of the conversation. */
export interface ProbeSpec {
  readonly clock: Clock;
  /** Types text that is no answer. */
  readonly type: (text: string) => void;
  /** Hands all output to the listener from now on, until the returned function is called. */
  readonly listen: (listener: (bytes: Uint8Array) => void) => () => void;
  /** The last lines on the screen: the probe is a character that is not among them. */
  readonly screen: readonly string[];
}

/** Quiet after which a program has drawn what it draws for a key. */
const drawnMs = 60;
/** How long a program may take to draw anything; one that hides what is typed draws nothing. */
const patienceMs = 400;
const backspace = '\x7f';

/**
 * Whether a program in raw mode (readline, curses) shows what is typed: a character is typed, what comes back is looked
 * at, and the character is erased again. Terminal flags cannot tell: they are the same for a field that hides.
 */
export async function isTypingShown(spec: ProbeSpec): Promise<boolean> {
  const screen = spec.screen.join('');
  const probe = Array.from('zqxjkZQXJK~').find((char) => !screen.includes(char)) ?? '~';
  const shown = await typeAndRead(spec, probe);
  await typeAndRead(spec, backspace);
  return shown.includes(probe);
}

/** Types and returns what the program writes until it is quiet, without escape sequences. */
function typeAndRead({ clock, type, listen }: ProbeSpec, text: string): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    let cancel = (): void => undefined;
    const finish = (): void => {
      stop();
      resolve(withoutSequences(output));
    };
    const stop = listen((bytes) => {
      output += Buffer.from(bytes).toString('latin1');
      cancel();
      cancel = clock.after(drawnMs, finish);
    });
    cancel = clock.after(patienceMs, finish);
    type(text);
  });
}

/** Letters that end a sequence are no letters that are shown. */
function withoutSequences(output: string): string {
  return output.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|[()*+][0-9A-Za-z]|[@-Z\\-_=>])/g, '');
}
