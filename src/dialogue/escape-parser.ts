/** What the parser finds in a stream of decoded terminal output, in order. */
export interface TerminalActions {
  /** A run of printable text. */
  print(text: string): void;
  /** A C0 control other than those that belong to a sequence, by its code. */
  control(code: number): void;
  /** `CSI prefix params final`; `prefix` is one of `<=>?` or empty. */
  csi(final: string, params: readonly number[], prefix: string): void;
  /** `ESC final` without intermediates. */
  escape(final: string): void;
  /** DECSTR: modes are as they were at the start. */
  softReset(): void;
  /** A sequence that may ask the terminal something was completed (cursor position, attributes, colours, …). */
  query(): void;
}

export interface EscapeParser {
  /** Takes the next piece of output; sequences may be cut anywhere between pieces. */
  push(text: string): void;
  /** Not within a sequence. */
  readonly isGround: boolean;
}

type State = 'ground' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string-escape';

const ESC = 0x1b;
const question = '?'.charCodeAt(0);
const isControl = /[\x00-\x1f\x7f-\x9f]/g;
/** Longer parameter lists are dropped: xterm takes 32 parameters; no real sequence comes near this. */
const maxParameterChars = 256;

/**
 * A streaming ECMA-48 parser (states after Paul Williams' VT500 parser): text and the few functions a line of
 * text depends on come out, everything else (colours, titles, device strings) is swallowed whole.
 */
export function createEscapeParser(actions: TerminalActions): EscapeParser {
  let state: State = 'ground';
  let parameters = '';
  /** A string that may be a question: an operating system command with a `?`, or any device string. */
  let isAsking = false;

  function ground(text: string, from: number): number {
    isControl.lastIndex = from;
    const found = isControl.exec(text);
    const end = found === null ? text.length : found.index;
    if (end > from) actions.print(from === 0 && end === text.length ? text : text.slice(from, end));
    if (found === null) return end;
    const code = text.charCodeAt(end);
    if (code === ESC) state = 'escape';
    else if (code === 0x9b) startCsi();
    else if (code === 0x90 || code === 0x98 || (code >= 0x9d && code <= 0x9f)) startString(code === 0x90);
    else if (code < 0x20) actions.control(code);
    return end + 1;
  }

  function startString(isDevice: boolean): void {
    state = 'string';
    isAsking = isDevice;
  }

  function endString(): void {
    state = 'ground';
    if (isAsking) actions.query();
  }

  function startCsi(): void {
    state = 'csi';
    parameters = '';
  }

  function afterEscape(code: number): void {
    const char = String.fromCharCode(code);
    if (char === '[') startCsi();
    else if (char === ']' || char === 'P' || char === 'X' || char === '^' || char === '_')
      startString(char === 'P');
    else if (code >= 0x20 && code <= 0x2f) state = 'intermediate';
    else {
      state = 'ground';
      actions.escape(char);
    }
  }

  function inCsi(code: number): void {
    if (code >= 0x40 && code <= 0x7e) {
      state = 'ground';
      if (parameters.length < maxParameterChars) dispatch(String.fromCharCode(code));
    } else if (code >= 0x20 && code < 0x40) {
      if (parameters.length < maxParameterChars) parameters += String.fromCharCode(code);
    } else state = 'ground';
  }

  function dispatch(final: string): void {
    if (final === 'm') return; // colours are by far the most common and never text
    const prefix = /^[<=>?]/.test(parameters) ? parameters.charAt(0) : '';
    const body = parameters.slice(prefix.length);
    if (asks(final, prefix, body)) actions.query();
    if (final === 'p' && body === '!') actions.softReset();
    if (/[^0-9;:]/.test(body)) return; // intermediates: nothing a line depends on
    actions.csi(final, body === '' ? [] : body.split(/[;:]/).map(Number), prefix);
  }

  /** One character inside a sequence. */
  function step(code: number): void {
    if (code === 0x18 || code === 0x1a) state = 'ground';
    else if (state === 'string') {
      if (code === 0x07 || code === 0x9c) endString();
      else if (code === ESC) state = 'string-escape';
      else if (code === question) isAsking = true;
    } else if (state === 'string-escape') {
      endString();
      if (code !== 0x5c) afterEscape(code);
    } else if (code === ESC) state = 'escape';
    else if (code < 0x20) actions.control(code);
    else if (state === 'escape') afterEscape(code);
    else if (state === 'intermediate') state = code >= 0x30 ? 'ground' : state;
    else inCsi(code);
  }

  return {
    push(text) {
      let at = 0;
      while (at < text.length) {
        if (state === 'ground') at = ground(text, at);
        else step(text.charCodeAt(at++));
      }
    },
    get isGround() {
      return state === 'ground';
    },
  };
}

/** Device status and attributes, modes (DECRQM), version, keyboard, window: sequences that a terminal answers (xterm, ctlseqs.txt). */
function asks(final: string, prefix: string, body: string): boolean {
  if (final === 'n' || final === 'c' || final === 't') return true;
  if (final === 'p') return body.endsWith('$');
  return (final === 'q' && prefix === '>') || (final === 'u' && prefix === '?') || final === 'x';
}
