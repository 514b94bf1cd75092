import type { Clock } from '../session/clock.js';
import type { Keyboard } from '../session/keyboard.js';
import { resetTerminal } from '../session/paint-screen.js';
import { type PlayCommand, playCommands } from './play-keys.js';
import { keepTitle, restoreTitle, titleOf } from './play-title.js';
import type { Track } from './play-track.js';
import { createPlayhead } from './playhead.js';

export interface PlaySpec {
  readonly track: Track;
  /** 2 is twice as fast. */
  readonly speed: number;
  readonly clock: Pick<Clock, 'nowMs' | 'after'>;
  /** Writes to the person's terminal. */
  readonly write: (text: string) => void;
  /** Absent when nobody can press a key. */
  readonly keyboard?: Pick<Keyboard, 'listen'>;
  /** Name of what is played, for the window's title; without it the title stays as it is. */
  readonly title?: string;
  readonly cancelSignal: AbortSignal;
}

/**
 * Plays a recording on a person's terminal until its end, or until they quit. The terminal's modes are put back however it ends. Throws
 * the reason of the signal.
 */
export async function play({
  track,
  speed,
  clock,
  write,
  keyboard,
  title,
  cancelSignal,
}: PlaySpec): Promise<void> {
  const startOver = `${resetTerminal}\x1b[2J\x1b[H`;
  const playhead = createPlayhead({ track, speed, nowMs: clock.nowMs(), startOver });
  using commands = openCommands(clock, cancelSignal, keyboard);
  let [lastText, lastTitle] = ['', ''];
  const show = (text: string): void => {
    if (text !== '') write((lastText = text));
    const now = title === undefined ? '' : titleOf(title, playhead.status(clock.nowMs()));
    if (now !== lastTitle) write((lastTitle = now));
  };
  if (title !== undefined) write(keepTitle);
  try {
    for (;;) {
      show(playhead.due(clock.nowMs()));
      if (playhead.isOver()) return;
      const command = await commands.next(playhead.waitMs(clock.nowMs()));
      if (command === 'quit') return;
      if (command !== undefined) show(playhead.obey(command, clock.nowMs()));
    }
  } finally {
    const end = lastText === '' || lastText.endsWith('\n') ? '' : '\r\n';
    write(`${resetTerminal}${end}${title === undefined ? '' : restoreTitle}`);
  }
}

interface Commands extends Disposable {
  /** What was asked for first, within that time (undefined: whenever it comes), or undefined when nothing was. */
  next(waitMs: number | undefined): Promise<PlayCommand | undefined>;
}

function openCommands(
  clock: Pick<Clock, 'after'>,
  cancelSignal: AbortSignal,
  keyboard: Pick<Keyboard, 'listen'> | undefined,
): Commands {
  const queue: PlayCommand[] = [];
  let wake = (): void => undefined;
  const stop = keyboard?.listen((bytes) => {
    queue.push(...playCommands(bytes.toString('utf8')));
    wake();
  });
  const onAbort = (): void => wake();
  cancelSignal.addEventListener('abort', onAbort);
  return {
    async next(waitMs) {
      if (queue.length === 0 && !cancelSignal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (waitMs !== undefined) wake = callOff(resolve, clock.after(Math.ceil(waitMs), resolve));
        });
      }
      cancelSignal.throwIfAborted();
      return queue.shift();
    },
    [Symbol.dispose]() {
      stop?.();
      cancelSignal.removeEventListener('abort', onAbort);
    },
  };
}

const callOff =
  (resolve: () => void, cancel: () => void): (() => void) =>
  () => {
    cancel();
    resolve();
  };
