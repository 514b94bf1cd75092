import type { CastEvent } from '../../../src/recording/cast.js';
import type { TerminalFlags } from '../../../src/recording/flags-file.js';
import type { EchoState } from '../../../src/terminal/terminal.js';
import type { Recorded } from './person.js';

/** Numbers from 0 to 1, the same for the same seed. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff) / 0x7f_ff_ff_ff;
}

/** Seconds between two keys of a fast typist, and the longest that the program needs to begin to draw, and to have drawn. */
const [keySeconds, beginSeconds, longestSeconds] = [0.03, 0.06, 0.08];

interface Timed {
  readonly event: CastEvent;
  readonly echo: EchoState | undefined;
}

/**
 * The same recording as it comes from a busy machine: the person types on at the same pace, what the program draws comes late, in
 * pieces, and often behind the next keys of a text or behind Enter.
 */
export function lagging({ cast, flags }: Recorded, seed: number): Recorded {
  const random = numbersFrom(seed);
  const timed: Timed[] = [];
  let isLook = false;
  let [keyAt, drawnAt, lastAt] = [0, 0, 0];
  for (const [index, event] of cast.events.entries()) {
    const echo = flags.get(index);
    if (event.kind === 'output') {
      drawnAt = Math.max(drawnAt, keyAt + random() * beginSeconds);
      const latest = Math.max(keyAt + longestSeconds, lastAt);
      for (const text of pieces(event.text, random)) {
        lastAt = drawnAt = Math.min(drawnAt, latest);
        timed.push({ event: { ...event, text, atSeconds: drawnAt }, echo });
        drawnAt += random() * 0.01;
      }
      continue;
    }
    // A person waits for what they answer and looks where they move to, and the end is the end.
    if (event.kind === 'marker' || isLook) keyAt = Math.max(keyAt, drawnAt) + 0.2;
    else keyAt += keySeconds;
    isLook = event.kind === 'input' && /^(?:\x1b|<.*>$)/.test(event.text);
    timed.push({ event: { ...event, atSeconds: keyAt }, echo });
  }
  timed.sort((one, other) => one.event.atSeconds - other.event.atSeconds);
  const echoes = timed.flatMap(({ echo }, index) => (echo === undefined ? [] : [[index, echo] as const]));
  const late: TerminalFlags = new Map(echoes);
  return { cast: { ...cast, events: timed.map(({ event }) => event) }, flags: late };
}

/** Cut before some control sequences, as writes of a program and reads of a terminal are. */
function pieces(text: string, random: () => number): readonly string[] {
  const cut: string[] = [''];
  for (const step of text.split(/(?=\x1b\[)/))
    if (random() < 0.5) cut.push(step);
    else cut.push((cut.pop() ?? '') + step);
  return cut.filter((piece) => piece !== '');
}
