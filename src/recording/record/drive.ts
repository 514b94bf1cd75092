import { openKeyboard } from '../../session/keyboard.js';
import type { OwnTerminal } from '../../session/take-over.js';
import { paintScreen, resetTerminal } from '../../session/paint-screen.js';
import type { Completion, EchoState, Terminal, TerminalSize } from '../../terminal/terminal.js';
import { type MenuChoice, showMenu, showResult } from './menu.js';
import type { Take } from './take.js';

/** Opens the menu: what telnet and podman use for the same; no installer asks for it. */
const menuKey = 0x1d;

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
  const size = (): TerminalSize => ({ columns: out.columns, rows: out.rows });
  const screenHold = holdable((bytes) => void out.write(bytes));
  const started = size();
  let lookAtEcho: () => Promise<EchoState> = () => Promise.resolve('unknown');
  const recorded = spec.record(started, () => lookAtEcho());
  const terminal = await spec.open(started, (bytes) => {
    screenHold.write(bytes);
    recorded.output(bytes);
  });
  lookAtEcho = () => terminal.waitForEchoOff(0);
  using keyboard = openKeyboard(stdin, { isTransparent: true });
  const onResize = (): void => {
    const now = size();
    recorded.resize(now);
    terminal.resize(now).catch(() => undefined); // a program that has ended has no size
  };
  let endWaiting: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => (endWaiting = resolve));
  const onAbort = (): void => {
    endWaiting();
    terminal.kill().catch(() => undefined); // its disposal tries again, and says so
  };
  spec.cancelSignal?.addEventListener('abort', onAbort);
  if (spec.cancelSignal?.aborted === true) onAbort();
  out.on('resize', onResize);
  let menu: Promise<void> | undefined;
  /** Pressed while the menu was being closed: it is for the program. */
  let ahead: Buffer[] | undefined;
  const take = (bytes: Buffer): void => {
    if (ahead !== undefined) {
      ahead.push(bytes);
      return;
    }
    if (menu !== undefined) return; // the menu reads them
    const at = bytes.indexOf(menuKey);
    const keys = at < 0 ? bytes : bytes.subarray(0, at);
    if (keys.length > 0) {
      terminal.write(keys);
      recorded.keys(keys);
    }
    if (at < 0) return;
    menu = openMenu().finally(() => {
      const late = ahead ?? [];
      menu = ahead = undefined;
      for (const each of late) take(each);
    });
  };
  const stop = keyboard.listen(take);

  async function openMenu(): Promise<void> {
    screenHold.hold();
    spec.onPause(true);
    try {
      const choice = await showMenu({ keyboard, out }, await recorded.screen());
      if (choice.kind === 'send') {
        terminal.write(Uint8Array.of(menuKey));
        recorded.keys(Uint8Array.of(menuKey));
      } else if (choice.kind === 'stop') await terminal.kill();
      const said = await spec.onChoice(choice, recorded).catch(failureText);
      if (said !== '') await showResult({ keyboard, out }, said);
    } finally {
      ahead = [];
      spec.onPause(false);
      const screen = await recorded.screen();
      out.write(`${screen.isAlternate ? '' : '\x1b[?1049l'}${screen.isAlternate ? paintScreen(screen) : ''}`);
      screenHold.release();
    }
  }

  try {
    const completion = await terminal.completion;
    // Somebody who is in the menu finishes there, unless all is to end.
    await Promise.race([menu, aborted]);
    return completion;
  } finally {
    stop();
    spec.cancelSignal?.removeEventListener('abort', onAbort);
    out.off('resize', onResize);
    out.write(resetTerminal);
    try {
      await recorded.end();
    } finally {
      await terminal[Symbol.asyncDispose]();
    }
  }
}

/** Somebody is in the middle of an installation: it goes on, and they know. */
const failureText = (error: unknown): string =>
  `That failed: ${error instanceof Error ? error.message : String(error)}`;

/** What is written while it is held comes when it is released. */
function holdable(write: (bytes: Uint8Array) => void): {
  write: (bytes: Uint8Array) => void;
  hold: () => void;
  release: () => void;
} {
  let held: Uint8Array[] | undefined;
  return {
    write: (bytes) => (held === undefined ? write(bytes) : void held.push(bytes)),
    hold: () => void (held ??= []),
    release() {
      const pieces = held ?? [];
      held = undefined;
      for (const bytes of pieces) write(bytes);
    },
  };
}
