/** Fields are wider; fewer characters are words that have nothing to do with the secret. */
const windowCharacters = 10;

/** Of fewer different characters are rules, blanks and zeros. */
const fewestDifferent = 5;

/** Longer values would take as much to look for as all others together. */
const longestWindowed = 1024;

/** All that a field may show of a value that scrolls in it is covered by these: every so many characters of a line that stand together. */
export function windowsOf(value: string): readonly string[] {
  if (value.length > longestWindowed) return [];
  return value.split(/\r?\n/).flatMap((line) => {
    const characters = Array.from(line);
    const count = Math.max(0, characters.length - windowCharacters + 1);
    return Array.from({ length: count }, (_, at) => characters.slice(at, at + windowCharacters))
      .filter((window) => new Set(window).size >= fewestDifferent)
      .map((window) => window.join(''));
  });
}
