/** Words of a prompt that do not name what it asks for. */
const filler = new Set(
  'a an and any are as at be by can choose confirm confirmation current do enter file for from give in input into is it its new of old on or our please provide re reenter repeat retype same save select set specify that the these this to type use verify verifying want what where which will with would you your path again'.split(
    ' ',
  ),
);

/** A name made of the words of a prompt that tell most: `Install directory [/opt]:` is `install-directory`. */
export function nameFromPrompt(prompt: string, otherwise: string): string {
  const words = prompt
    .replaceAll(/\([^)]*\)|\[[^\]]*\]|<[^>]*>|".*?"|'.*?'/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => /^[a-z]/.test(word) && !filler.has(word));
  const name = words.slice(0, 3).join('-');
  return name === '' ? otherwise : name;
}
