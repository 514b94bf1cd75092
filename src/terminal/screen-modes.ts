import type { Terminal as Emulator } from '@xterm/headless';

/** What xterm.js does not tell of its state, kept up from the sequences that change it. */
export interface ScreenModes {
  isCursorVisible(): boolean;
  /**
   * Line feeds scroll all of the screen and nothing but cursor moves goes up: no scroll region, no reverse wraparound (BS).
   * May be false when it is true, never the other way round.
   */
  scrollsAsAWhole(): boolean;
}

export function trackModes(emulator: Emulator): ScreenModes {
  let isCursorVisible = true;
  /** Screens (normal, alternate) whose scroll region is, or may be, a part of them. */
  const partial = new Set<string>();

  const reset = (): boolean => {
    isCursorVisible = true;
    partial.delete(emulator.buffer.active.type);
    return false;
  };
  const cursorMode = (isSet: boolean) => (params: readonly (number | number[])[]) => {
    if (params.includes(25)) isCursorVisible = isSet;
    return false;
  };
  const { parser } = emulator;
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, cursorMode(true));
  parser.registerCsiHandler({ prefix: '?', final: 'l' }, cursorMode(false));
  parser.registerCsiHandler({ intermediates: '!', final: 'p' }, reset);
  parser.registerEscHandler({ final: 'c' }, () => {
    partial.clear();
    return reset();
  });
  parser.registerCsiHandler({ final: 'r' }, ([top, bottom]) => {
    const isWhole = Number(top ?? 0) <= 1 && (Number(bottom ?? 0) === 0 || Number(bottom) >= emulator.rows);
    if (isWhole) partial.delete(emulator.buffer.active.type);
    else partial.add(emulator.buffer.active.type);
    return false;
  });
  emulator.onResize(() => partial.clear());

  return {
    isCursorVisible: () => isCursorVisible,
    scrollsAsAWhole: () => !partial.has(emulator.buffer.active.type) && !emulator.modes.reverseWraparoundMode,
  };
}
