/**
 * What a terminal sends by itself: the cursor's position, device attributes, its status, modes, colours and settings, that it
 * has the focus, and what the mouse does. (F3 with a modifier looks like the cursor in the first row, and passes for that.)
 */
const replies =
  /\x1b\[\??\d+(?:;\d+)*R|\x1b\[[?>=][\d;]*c|\x1b\[\??[\d;]*n|\x1b\[\??[\d;]+\$y|\x1b\[[\d;]+t|\x1b\[\?\d+u|\x1b\[[IO]|\x1b\[<\d+;\d+;\d+[Mm]|\x1b\[M[\x20-\xff]{3}|\x1b\](?:4;\d+|1[0-2]);rgba?:[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\/g;

/** What a person pressed, of what a terminal sent. */
export const withoutReplies = (input: string): string => input.replaceAll(replies, '');

/**
 * The beginning of one of them that is cut off by the end of what was read, or of a paste, or of a key's sequence. Of what is not a
 * control sequence only what is no key by itself: ESC is one, and so are Alt with `]` and with `P`.
 */
const begun =
  /\x1b\[200~(?:(?!\x1b\[201~)[^])*$|\x1b\[[\x30-\x3f]*[\x20-\x2f]*$|\x1b\](?:4|1[0-2]);[^\x07\x1b]*\x1b?$|\x1bP[\d!>+$|][^\x1b]*\x1b?$/;

/** What has to wait for more, at the end of what a terminal sent; empty where nothing has to. */
export const unfinishedIn = (input: string): string => begun.exec(input)?.[0] ?? '';
