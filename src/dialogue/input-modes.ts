/** What a program has asked of the terminal that changes how it is typed into. */
export interface InputModes {
  /** Application cursor keys (DECCKM): arrow keys are to be sent as SS3. */
  readonly isApplicationCursor: boolean;
  /** Pastes are to be bracketed (mode 2004). */
  readonly isBracketedPaste: boolean;
  /** `CSI ? params h` or `l`. */
  set(params: readonly number[], isOn: boolean): void;
  /** All as at the start. */
  reset(): void;
}

export function createInputModes(): InputModes {
  let isApplicationCursor = false;
  let isBracketedPaste = false;

  return {
    get isApplicationCursor() {
      return isApplicationCursor;
    },
    get isBracketedPaste() {
      return isBracketedPaste;
    },
    set(params, isOn) {
      if (params.includes(1)) isApplicationCursor = isOn;
      if (params.includes(2004)) isBracketedPaste = isOn;
    },
    reset() {
      isApplicationCursor = isBracketedPaste = false;
    },
  };
}
