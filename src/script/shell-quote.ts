/** Any text (without NUL, which no argument can hold) as exactly one word of a POSIX shell line. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
