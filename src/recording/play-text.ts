/**
 * Makes of a program's output, piece by piece, what a person's terminal can be shown. Pieces come back with whole escape
 * sequences only, so that something else may be written between them. Taken out is what acts beyond the screen: questions, whose
 * answers would be read as keys now and by the shell afterwards; modes that change what keys, mouse and pastes send; the clipboard.
 */
export function createPlayText(): (text: string) => string {
  let held = '';
  let isAfterReturn = false;
  return (text) => {
    const all = held + text;
    const end = unfinishedFrom(all);
    held = all.slice(end);
    const whole = all.slice(0, end).replaceAll(acting, '');
    const shown = withLineFeeds(whole, isAfterReturn);
    if (whole !== '') isAfterReturn = whole.endsWith('\r');
    return shown;
  };
}

/**
 * A line feed without a return came from a program in raw mode, and goes straight down; the person's terminal, for which Node
 * leaves ONLCR on in raw mode (libuv, uv_tty_set_mode), would return as well. IND does the same on every terminal.
 */
function withLineFeeds(text: string, isAfterReturn: boolean): string {
  const shown = text.replaceAll(/(?<!\r)\n/g, '\x1bD');
  return isAfterReturn && text.startsWith('\n') ? `\n${shown.slice(2)}` : shown;
}

/** A sequence that goes on for so long is none. */
const longestHeld = 4096;

/** Where a sequence begins that is not at its end yet, or the end of the text. */
function unfinishedFrom(text: string): number {
  const at = /\x1b(?:\[[\x20-\x3f]*|[\x20-\x2f]*|[\]PX^_](?:[^\x07\x1b]|\x1b(?=$))*)?$/.exec(text)?.index;
  return at === undefined || text.length - at > longestHeld ? text.length : at;
}

/** From ctlseqs.txt of xterm; kitty's keyboard protocol; one alternative a line. */
const acting = new RegExp(
  [
    String.raw`\x05`, // ENQ
    String.raw`\x1b\[[?>=]?[\d;]*c`, // device attributes
    String.raw`\x1b\[\??[\d;]*n`, // status and cursor reports
    String.raw`\x1b\[\??[\d;]*\$p`, // modes
    String.raw`\x1b\[>[\d;]*q`, // name and version
    String.raw`\x1b\[[01]?x`, // terminal parameters
    String.raw`\x1b\[(?:1[1-9]|2[01])(?:;\d+)*t`, // reports of the window
    String.raw`\x1b\[[?<>=][\d;:]*u`, // kitty: keys
    String.raw`\x1b\[>[\d;:]*m`, // modifyOtherKeys
    String.raw`\x1b\[\?(?:(?:9|100[0-6]|1015|1016|2004|2031)(?:;(?=\d)|(?=[hl])))+[hl]`, // mouse, focus, pastes
    String.raw`\x1b\](?:4|5|1[0-9])(?:;[^\x07\x1b;]*)*?;\?[^\x07\x1b]*(?:\x07|\x1b\\)`, // colours
    String.raw`\x1b\]52;[^\x07\x1b]*(?:\x07|\x1b\\)`, // clipboard
    String.raw`\x1bP[$+]q[^\x1b]*\x1b\\`, // settings and capabilities
  ].join('|'),
  'g',
);
