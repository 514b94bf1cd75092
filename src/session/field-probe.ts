import { isMask } from '../dialogue/echo.js';
import { isDrawn, type LookPort, whenDrawn } from './drawn.js';

/** What a probe needs of the conversation. */
export interface ProbeSpec extends LookPort {
  /** Types text that is no answer. */
  readonly type: (text: string) => void;
  /** The last lines on the screen: a probe is a character that is not among them. */
  readonly screen: readonly string[];
}

const backspace = '\x7f';

/** None of them is an answer to a question that takes a single key. */
const letters = 'zqxjkvwb~';
/** Those first that keys in other alphabets than the decimal one have too (base 32, hexadecimal). */
const digits = '7423659801';

/**
 * Whether a program in raw mode (readline, curses) shows what is typed: a character is typed, what comes back is looked
 * at, and the character is erased again. Terminal flags cannot tell: they are the same for a field that hides. A letter that
 * does not come back may have been refused, so a digit is tried after it, unless a mask was drawn for it. Always these, whatever
 * the secret is made of: what is typed here may be seen.
 */
export async function isTypingShown(spec: ProbeSpec): Promise<boolean> {
  const letter = await probe(spec, letters);
  if (letter !== 'unseen') return letter === 'shown';
  return (await probe(spec, digits)) === 'shown';
}

/** What became of a typed character: shown, in capitals too; a mask was drawn for it; or neither. */
type Seen = 'shown' | 'masked' | 'unseen';

async function probe(spec: ProbeSpec, characters: string): Promise<Seen> {
  const screen = spec.screen.join('').toLowerCase();
  const typed = Array.from(characters).find((each) => !screen.includes(each)) ?? characters.slice(-1);
  let output = '';
  const isIn = (written: string): boolean => {
    output = withoutSequences(written);
    return output.toLowerCase().includes(typed);
  };
  const isShown = await isDrawn(spec, () => spec.type(typed), isIn);
  // Also where nothing was drawn, or the bell rang: a field that took the character and hides all of it looks the same as one that
  // refused it, and no further key tells them apart, for the first draws nothing for any. A character left there would make another
  // secret of the one that follows, and it would be sent; a Backspace in an empty field does nothing in most programs. Keys that
  // erase more (Ctrl-U) are text to those that do not know them.
  await whenDrawn(spec, () => spec.type(backspace));
  if (isShown) return 'shown';
  // One that stands there already may only be drawn again.
  const isNew = (each: string): boolean => isMask(each) && !screen.includes(each);
  return Array.from(Buffer.from(output, 'latin1').toString()).some(isNew) ? 'masked' : 'unseen';
}

/** What is in a sequence is not shown; the last one may not have come to its end. */
function withoutSequences(output: string): string {
  return output.replace(
    /\x1b(?:\[[0-?]*[ -/]*(?:[@-~]|$)|\][^\x07\x1b]*(?:\x07|\x1b\\|$)|[()*+][0-9A-Za-z]|[@-Z\\^_=>]|$)/g,
    '',
  );
}
