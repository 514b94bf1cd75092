import { EscapeKey } from '../../session/escape-key.js';
import { type Keyboard, openKeyboard } from '../../session/keyboard.js';
import type { OwnTerminal } from '../../session/take-over.js';
import { paintScreen } from '../../session/paint-screen.js';
import { restoreTerminalLater } from '../../session/restored-terminal.js';
import type { Completion, EchoState, Terminal, TerminalSize } from '../../terminal/terminal.js';
import { HeldOutput } from './held-output.js';
import { KeyQueue } from './key-queue.js';
import { type MenuChoice, showMenu, showResult } from './menu.js';
import type { Take } from './take.js';

export interface DriveSpec {
  readonly own: OwnTerminal;
  readonly open: (size: TerminalSize, onOutput: (bytes: Uint8Array) => void) => Promise<Terminal>;
  /** Begins to record; the flags of the program's terminal are looked at by the function given. */
  readonly record: (size: TerminalSize, lookAtEcho: () => Promise<EchoState>) => Take;
  /** What the person chose in the menu. */
  readonly onChoice: (choice: MenuChoice, take: Take) => Promise<string>;
  readonly onPause: (isPaused: boolean) => void;
  readonly cancelSignal?: AbortSignal;
}

/**
 * Gives a program to the person at the terminal, from its first byte to its end: each key goes on in the write it came in,
 * output comes as it is, a change of size is passed on. Ctrl-] opens the menu. The terminal is put back whatever happens.
 */
export async function drive(spec: DriveSpec): Promise<Completion> {
  const { stdin, out } = spec.own;
  const shown = new HeldOutput((bytes) => void out.write(bytes));
  let lookAtEcho: () => Promise<EchoState> = () => Promise.resolve('unknown');
  const take = spec.record(sizeOf(out), () => lookAtEcho());
  const terminal = await spec.open(sizeOf(out), (bytes) => {
    shown.write(bytes);
    take.output(bytes);
  });
  lookAtEcho = () => terminal.waitForEchoOff(0);
  const restore = restoreTerminalLater(out);
  try {
    using keyboard = openKeyboard(stdin, { isTransparent: true });
    return await new Driver({ ...spec, terminal, take, shown, keyboard }).untilEnd();
  } finally {
    restore();
    try {
      await take.end();
    } finally {
      await terminal[Symbol.asyncDispose]();
    }
  }
}

const sizeOf = ({ columns, rows }: NodeJS.WriteStream): TerminalSize => ({ columns, rows });

interface DriverSpec extends DriveSpec {
  readonly terminal: Terminal;
  readonly take: Take;
  readonly shown: HeldOutput;
  readonly keyboard: Keyboard;
}

/** Passes on what the person does, and shows the menu. */
class Driver {
  readonly #spec: DriverSpec;
  /** What is pressed while the menu is open. */
  readonly #menuKeys = new KeyQueue();
  readonly #menuKey = new EscapeKey();
  #menu: Promise<void> | undefined;

  constructor(spec: DriverSpec) {
    this.#spec = spec;
  }

  async untilEnd(): Promise<Completion> {
    const { own, terminal, take, keyboard, cancelSignal } = this.#spec;
    const onResize = (): void => {
      take.resize(sizeOf(own.out));
      terminal.resize(sizeOf(own.out)).catch(() => undefined); // a program that has ended has no size
    };
    const { promise: aborted, resolve: onAbort } = deferred();
    void aborted.then(() => terminal.kill()).catch(() => undefined); // its disposal tries again, and says so
    cancelSignal?.addEventListener('abort', onAbort);
    if (cancelSignal?.aborted === true) onAbort();
    own.out.on('resize', onResize);
    keyboard.listen((bytes) => this.#keys(bytes));
    try {
      const completion = await terminal.completion;
      // Somebody who is in the menu finishes there, unless all is to end.
      await Promise.race([this.#menu, aborted]);
      return completion;
    } finally {
      cancelSignal?.removeEventListener('abort', onAbort);
      own.out.off('resize', onResize);
    }
  }

  #keys(bytes: Uint8Array): void {
    if (this.#menu !== undefined) {
      this.#menuKeys.push(bytes);
      return;
    }
    const { keys, escape } = this.#menuKey.read(bytes);
    if (keys.length > 0) this.#press(keys);
    if (escape === undefined) return;
    this.#menuKeys.push(escape.rest);
    this.#menu = this.#openMenu(escape.bytes).finally(() => {
      this.#menu = undefined;
      // What was pressed while it was being closed is for the program.
      this.#keys(Buffer.from(this.#menuKeys.rest()));
    });
  }

  #press(keys: Uint8Array): void {
    this.#spec.terminal.write(keys);
    this.#spec.take.keys(keys);
  }

  /** `opener`: the key as the terminal sent it, which is how the program expects it. */
  async #openMenu(opener: Uint8Array): Promise<void> {
    const { own, take, terminal, shown, onPause, onChoice } = this.#spec;
    const at = { keyboard: this.#menuKeys, out: own.out };
    shown.hold();
    onPause(true);
    // As it is where what is held begins.
    const before = await take.screen();
    try {
      const choice = await showMenu(at, before);
      if (choice.kind === 'send') this.#press(opener);
      else if (choice.kind === 'stop') await terminal.kill();
      const said = await onChoice(choice, take).catch(failureText);
      if (said !== '') await showResult(at, said);
    } finally {
      onPause(false);
      own.out.write(before.isAlternate ? paintScreen(before) : '\x1b[?1049l');
      shown.release();
    }
  }
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** Somebody is in the middle of an installation: it goes on, and they know. */
const failureText = (error: unknown): string =>
  `That failed: ${error instanceof Error ? error.message : String(error)}`;
