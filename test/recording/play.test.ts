import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { play } from '../../src/recording/play.js';
import type { Track } from '../../src/recording/play-track.js';
import { resetTerminal } from '../../src/session/paint-screen.js';

/** Shows 0 to 9, one each second from 0 on; markers at 2 and 6, answers begin at 4 and 8. */
const track: Track = {
  cues: Array.from({ length: 10 }, (_, index) => ({
    atMs: index * 1000,
    text: String(index),
    isAnswer: index % 8 === 4 || index === 8,
    ...(index % 4 === 2 && { marker: `at ${index}` }),
  })),
  durationMs: 9000,
};
const startOver = `${resetTerminal}\x1b[2J\x1b[H`;

/** A person at a player whose clock is moved by hand. */
class Player {
  readonly stop = new AbortController();
  readonly ended: Promise<void>;
  #nowMs = 500;
  #written = '';
  #timer: { readonly atMs: number; readonly call: () => void } | undefined;
  #keys: (bytes: Buffer) => void = () => undefined;

  constructor({ title, speed = 1 }: { title?: string; speed?: number } = {}) {
    this.ended = play({
      track,
      speed,
      clock: {
        nowMs: () => this.#nowMs,
        after: (ms, call) => {
          this.#timer = { atMs: this.#nowMs + ms, call };
          return () => (this.#timer = undefined);
        },
      },
      write: (text) => (this.#written += text),
      keyboard: {
        listen: (listener) => {
          this.#keys = listener;
          return () => (this.#keys = () => undefined);
        },
      },
      cancelSignal: this.stop.signal,
      ...(title !== undefined && { title }),
    });
    this.ended.catch(() => undefined);
  }

  /** Lets time pass; returns what was written in it. */
  async pass(ms: number): Promise<string> {
    const endMs = this.#nowMs + ms;
    await turn();
    while (this.#timer !== undefined && this.#timer.atMs <= endMs) {
      const { atMs, call } = this.#timer;
      this.#timer = undefined;
      this.#nowMs = atMs;
      call();
      await turn();
    }
    this.#nowMs = endMs;
    return this.#take();
  }

  /** Presses keys; returns what is written at once. */
  async press(keys: string): Promise<string> {
    this.#keys(Buffer.from(keys));
    await turn();
    return this.#take();
  }

  #take(): string {
    const written = this.#written;
    this.#written = '';
    return written;
  }
}

describe('play', () => {
  it('shows everything at its time, and puts the terminal back at the end', async () => {
    const player = new Player();
    expect(await player.pass(0)).toBe('0');
    expect(await player.pass(999)).toBe('');
    expect(await player.pass(1)).toBe('1');
    expect(await player.pass(7999)).toBe('2345678');
    expect(await player.pass(1)).toBe(`9${resetTerminal}\r\n`);
    await player.ended;
  });

  it.each([
    ['q', 'q'],
    ['Ctrl-C', '\x03'],
  ])('is quit by %s at any time', async (_, key) => {
    const player = new Player();
    expect(await player.pass(2500)).toBe('012');
    expect(await player.press(key)).toBe(`${resetTerminal}\r\n`);
    await player.ended;
  });

  it('pauses and goes on', async () => {
    const player = new Player();
    expect(await player.pass(2500)).toBe('012');
    expect(await player.press(' ')).toBe('');
    expect(await player.pass(60_000)).toBe('');
    expect(await player.press(' ')).toBe('');
    expect(await player.pass(499)).toBe('');
    expect(await player.pass(1)).toBe('3');
  });

  it('steps to where the next answer begins, and stays there', async () => {
    const player = new Player();
    expect(await player.pass(0)).toBe('0');
    expect(await player.press('.')).toBe('1234');
    expect(await player.pass(60_000)).toBe('');
    expect(await player.press('\x1b[C')).toBe('5678');
    expect(await player.press('.')).toBe('');
    expect(await player.press(' ')).toBe('');
    expect(await player.pass(1000)).toBe(`9${resetTerminal}\r\n`);
  });

  it('jumps to markers, back by showing all before them again, and plays on', async () => {
    const player = new Player();
    expect(await player.pass(0)).toBe('0');
    expect(await player.press(']')).toBe('12');
    expect(await player.press(']')).toBe('3456');
    expect(await player.press(']')).toBe('');
    expect(await player.press('[')).toBe(`${startOver}012`);
    expect(await player.pass(1000)).toBe('3');
    expect(await player.press('[')).toBe(`${startOver}012`);
    expect(await player.press('[')).toBe(`${startOver}0`);
    expect(await player.pass(1000)).toBe('1');
  });

  it('leaves a marker backwards that was passed a moment ago', async () => {
    const player = new Player();
    expect(await player.pass(6500)).toBe('0123456');
    expect(await player.press('[')).toBe(`${startOver}012`);
    expect(await player.press(' ')).toBe('');
    expect(await player.press('[')).toBe(startOver);
    expect(await player.pass(60_000)).toBe('');
  });

  it('is paused at the end, too, when it was paused', async () => {
    const player = new Player();
    expect(await player.press('..')).toBe('012345678');
    expect(await player.press('[')).toBe(`${startOver}0123456`);
    expect(await player.pass(60_000)).toBe('');
  });

  it('plays faster and slower, from where it is', async () => {
    const player = new Player({ speed: 2 });
    expect(await player.pass(1250)).toBe('012');
    await player.press('+');
    expect(await player.pass(124)).toBe('');
    expect(await player.pass(1)).toBe('3');
    await player.press('--x-');
    expect(await player.pass(1999)).toBe('');
    expect(await player.pass(1)).toBe('4');
  });

  it('takes nothing for a key that is a report of the terminal or a paste', async () => {
    const player = new Player();
    expect(await player.pass(0)).toBe('0');
    await player.press('\x1b[?62;4c\x1b[24;80R\x1b[200~q.q\x1b[201~\x1b[A');
    expect(await player.pass(1000)).toBe('1');
  });

  it('puts the terminal back when it is stopped, and throws the reason', async () => {
    const player = new Player();
    expect(await player.pass(1500)).toBe('01');
    const reason = new Error('SIGTERM');
    player.stop.abort(reason);
    await expect(player.ended).rejects.toBe(reason);
    expect(await player.pass(0)).toBe(`${resetTerminal}\r\n`);
  });

  it("keeps the window's title up to date, and gives it back", async () => {
    const player = new Player({ title: 'a.cast' });
    const title = (text: string): string => `\x1b]2;a.cast ${text}\x07`;
    expect(await player.pass(0)).toBe(`\x1b[22;2t0${title('0:00 of 0:09')}`);
    expect(await player.pass(2000)).toBe(`1${title('0:01 of 0:09')}2${title('0:02 of 0:09: at 2')}`);
    expect(await player.press(' ')).toBe(title('0:02 of 0:09, paused: at 2'));
    expect(await player.press('+')).toBe(title('0:02 of 0:09, paused, 2x: at 2'));
    expect(await player.press('q')).toBe(`${resetTerminal}\r\n\x1b[23;2t`);
  });
});
