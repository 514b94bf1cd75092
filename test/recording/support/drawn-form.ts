/** A box with a field below each label as a full-screen program draws it, and the cursor in the first field. */
export function drawnForm(title: string, ...labels: readonly string[]): string {
  const width = 40;
  const line = (text: string): string => `│${` ${text}`.padEnd(width - 2)}│`;
  const top = `┌──┤ ${title} ├`;
  const rows = [
    top.padEnd(width - 1, '─') + '┐',
    ...labels.flatMap((label) => [line(label), line('_'.repeat(30))]),
    line(''),
    line('        <Ok>        <Cancel>'),
    `└${'─'.repeat(width - 2)}┘`,
  ];
  const drawn = rows.map((row, at) => `\x1b[${8 + at};20H${row}`).join('');
  return `\x1b[?1049h\x1b[2J${drawn}\x1b[10;22H`;
}

/** Back to the screen of before. */
export const formGone = '\x1b[?1049l';
