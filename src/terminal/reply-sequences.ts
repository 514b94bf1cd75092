/**
 * What a terminal sends by itself: the cursor's position, device attributes, its status, modes, colours and settings, that it
 * has the focus, and what the mouse does. (F3 with a modifier looks like the cursor in the first row, and passes for that.)
 */
const replies =
  /\x1b\[\??\d+(?:;\d+)*R|\x1b\[[?>=][\d;]*c|\x1b\[\??[\d;]*n|\x1b\[\??[\d;]+\$y|\x1b\[[\d;]+t|\x1b\[\?\d+u|\x1b\[[IO]|\x1b\[<\d+;\d+;\d+[Mm]|\x1b\[M[\x20-\xff]{3}|\x1b\](?:4;\d+|1[0-2]);rgba?:[^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\/g;

/** What a person pressed, of what a terminal sent. */
export const withoutReplies = (input: string): string => input.replaceAll(replies, '');
