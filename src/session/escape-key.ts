/**
 * Ctrl-], by which a person calls us: what telnet and podman use for the same; no installer asks for it. A program that has
 * switched on another way to report keys gets it as one of the others: `CSI 93;5u` (kitty's keyboard protocol, "Disambiguate escape
 * codes"; xterm, formatOtherKeys) or `CSI 27;5;93~` (xterm, modifyOtherKeys). There Caps Lock and Num Lock count as modifiers (64 and
 * 128), the kind of event may follow (1 pressed, 2 repeated), and a key of another alphabet names the one of this place last.
 */
const key = String.raw`(?:(93)(?::\d*)*|(12[89]|1[3-9]\d|[2-9]\d\d|\d{4,7}):\d*:93)`;
const control = '(?:5|69|133|197)';
const pressed = new RegExp(String.raw`\x1d|\x1b\[${key};${control}(?::[12]?)?(?:;[\d:]*)?u|\x1b\[27;5;93~`);

/** It is let go, with whatever else is held by then; that is told of keys where a program asks for it. */
const released = new RegExp(String.raw`\x1b\[${key};\d+:3(?:;[\d:]*)?u`);

/** It is pressed and does not mean us, reported by its code. */
const pressedAlone = new RegExp(String.raw`\x1b\[${key}(?:;(?!${control}[:;u])\d+(?::1?)?(?:;[\d:]*)?)?u`);

/** What may be the beginning of it, cut off by the end of a read. Alt and `[` is a key by itself. */
const begun = /\x1b\[\d[\d:;]*$/;

/** Keys up to the escape key, and what came behind it. */
export interface KeysUpTo {
  readonly keys: Uint8Array;
  /** Undefined where it was not pressed. */
  readonly escape?: { readonly bytes: Uint8Array; readonly rest: Uint8Array };
}

/**
 * Looks for the escape key in what a terminal sends, however it is cut; what belongs to one key stays together. That it is let go
 * again no program must learn that was not told of the press; of the same key pressed for itself it must.
 */
export class EscapeKey {
  #begun = '';
  /** What the key writes when it is pressed for itself, until it is let go. */
  #held: string | undefined;

  /** Takes the next keys; of the escape key's own bytes none are among `keys`. */
  read(bytes: Uint8Array): KeysUpTo {
    // One character for each byte: what is no control sequence passes unread.
    const text = this.#begun + Buffer.from(bytes).toString('latin1');
    this.#begun = '';
    const found = pressed.exec(text);
    if (found === null) {
      const keys = this.#withoutRelease(text);
      [this.#begun = ''] = begun.exec(keys) ?? [];
      return { keys: bytesOf(keys.slice(0, keys.length - this.#begun.length)) };
    }
    const keys = this.#withoutRelease(text.slice(0, found.index));
    const [escape, code = found[2]] = found;
    // As a control character, and as xterm reports it, no release follows.
    this.#held = code && writtenBy(Number(code));
    const rest = this.#withoutRelease(text.slice(found.index + escape.length));
    return { keys: bytesOf(keys), escape: { bytes: bytesOf(escape), rest: bytesOf(rest) } };
  }

  #withoutRelease(text: string): string {
    if (this.#held === undefined) return text;
    const release = released.exec(text);
    const places = [text.indexOf(this.#held), text.search(pressedAlone)].filter((at) => at >= 0);
    const again = Math.min(...places);
    if (release === null && places.length === 0) return text;
    this.#held = undefined;
    if (release === null || again < release.index) return text;
    return text.slice(0, release.index) + text.slice(release.index + release[0].length);
  }
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** The character of that number, in one for each byte; what a terminal sends may be no number of any. */
const writtenBy = (code: number): string | undefined =>
  code > 0x10_ff_ff ? undefined : Buffer.from(String.fromCodePoint(code)).toString('latin1');
