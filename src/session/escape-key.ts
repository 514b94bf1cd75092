/**
 * Ctrl-], by which a person calls us: what telnet and podman use for the same; no installer asks for it. A program that has
 * switched on another way to report keys gets it as one of the others: `CSI 93;5u` (kitty's keyboard protocol, "Disambiguate escape
 * codes"; xterm, formatOtherKeys) or `CSI 27;5;93~` (xterm, modifyOtherKeys). There Caps Lock and Num Lock count as modifiers (64 and
 * 128), the kind of event may follow (1 pressed, 2 repeated), and a key of another alphabet names the one of this place last.
 */
const key = String.raw`(?:93(?::\d*)*|(?:12[89]|1[3-9]\d|[2-9]\d\d|\d{4,7}):\d*:93)`;
const pressed = new RegExp(
  String.raw`\x1d|\x1b\[${key};(?:5|69|133|197)(?::[12]?)?(?:;[\d:]*)?u|\x1b\[27;5;93~`,
);

/** It is let go, which is told of keys where a program asks for that: of ours it must not learn. */
const released = new RegExp(String.raw`\x1b\[${key};\d+:3u`, 'g');

/** What may be the beginning of it, cut off by the end of a read. Alt and `[` is a key by itself. */
const begun = /\x1b\[\d[\d:;]*$/;

/** Keys up to the escape key, and what came behind it. */
export interface KeysUpTo {
  readonly keys: Uint8Array;
  /** Undefined where it was not pressed. */
  readonly escape?: { readonly bytes: Uint8Array; readonly rest: Uint8Array };
}

/** Looks for the escape key in what a terminal sends, however it is cut; what belongs to one key stays together. */
export class EscapeKey {
  #begun = '';

  /** Takes the next keys; of the escape key's own bytes none are among `keys`. */
  read(bytes: Uint8Array): KeysUpTo {
    // One character for each byte: what is no control sequence passes unread.
    const text = this.#begun + Buffer.from(bytes).toString('latin1');
    this.#begun = '';
    const found = pressed.exec(text);
    if (found !== null) {
      const rest = text.slice(found.index + found[0].length).replaceAll(released, '');
      return {
        keys: bytesOf(text.slice(0, found.index)),
        escape: { bytes: bytesOf(found[0]), rest: bytesOf(rest) },
      };
    }
    const keys = text.replaceAll(released, '');
    [this.#begun = ''] = begun.exec(keys) ?? [];
    return { keys: bytesOf(keys.slice(0, keys.length - this.#begun.length)) };
  }
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
