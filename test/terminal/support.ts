import { createTextView } from '../../src/dialogue/text-view.js';
import type { Screen, StyledRun } from '../../src/screen.js';
import { openHostTerminal } from '../../src/terminal/host.js';
import { encodeKey } from '../../src/terminal/keys.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';
import type { Completion, TerminalSize } from '../../src/terminal/terminal.js';
import { until } from '../support/until.js';

/** A real program on a terminal of this machine, its screen, and a keyboard. */
export interface Stage extends AsyncDisposable {
  press(...keys: readonly string[]): void;
  type(text: string): void;
  /** The screen as soon as the condition holds for it. */
  shows(what: string, condition: (screen: Screen) => boolean): Promise<Screen>;
  screen(): Promise<Screen>;
  /** Resolves when the program waits for a key. */
  waits(): Promise<void>;
  resize(size: TerminalSize): Promise<void>;
  /** All the program wrote. */
  output(): string;
  readonly completion: Promise<Completion>;
}

export function stage(line: string, size: TerminalSize, env: Readonly<Record<string, string>> = {}): Stage {
  const view = createTextView(size);
  let output = '';
  const emulator = createScreenEmulator({ ...size, onReply: (reply) => terminal.write(Buffer.from(reply)) });
  const terminal = openHostTerminal({
    argv: ['/bin/bash', '--norc', '-c', line],
    env: { PATH: '/usr/bin:/bin', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', HOME: '/nonexistent', ...env },
    cwd: '/tmp',
    size,
    onOutput: (bytes) => {
      output += Buffer.from(bytes).toString('latin1');
      emulator.push(bytes);
      view.push(bytes);
      if (view.takeQuery()) void emulator.flush();
    },
  });
  return {
    press(...keys) {
      const encoded = keys.map((key) => {
        const sent = encodeKey(key, view);
        if (sent === undefined) throw new Error(`no key ${key}`);
        return sent;
      });
      terminal.write(Buffer.from(encoded.join('')));
    },
    type: (text) => terminal.write(Buffer.from(text)),
    async shows(what, condition) {
      let screen = await emulator.snapshot();
      await until(what, async () => condition((screen = await emulator.snapshot()))).catch(
        (error: unknown) => {
          throw new Error(`${what}; the screen:\n${textOf(screen)}`, { cause: error });
        },
      );
      return screen;
    },
    screen: () => emulator.snapshot(),
    async waits() {
      await until('the program waits for a key', async () => /reading$/.test(await terminal.waitState()));
    },
    async resize(next) {
      emulator.resize(next);
      view.resize(next);
      await terminal.resize(next);
    },
    output: () => output,
    completion: terminal.completion,
    async [Symbol.asyncDispose]() {
      await terminal[Symbol.asyncDispose]();
      emulator.dispose();
    },
  };
}

export function textOf(screen: Screen): string {
  return screen.lines.map((line) => line.text).join('\n');
}

/** Runs that look a way, in order, without blanks around them. */
export function runsThat(screen: Screen, look: (run: StyledRun) => boolean): string[] {
  return screen.lines
    .flatMap((line) => line.runs.filter(look).map((run) => run.text.trim()))
    .filter((text) => text !== '');
}
