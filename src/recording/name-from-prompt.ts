/** Words of a prompt that do not name what it asks for. */
const empty = new Set(
  'a an the your our this that these please enter type give provide input specify confirm confirmation retype repeat re-enter reenter again same new current old for of to in at by with is be or and verify verifying you want'.split(
    ' ',
  ),
);

/** The last words of what a prompt asks for, as a name that scripts take: `Enter PEM pass phrase:` is `pem-pass-phrase`. */
export function nameFromPrompt(prompt: string, otherwise: string): string {
  const line = prompt.trim().split('\n').at(-1) ?? '';
  const asked = line.replace(/\(.*?\)|\[.*?\]|".*?"|'.*?'|<.*?>/g, ' ').replace(/[:?>]\s*$/, '');
  const words = asked.toLowerCase().match(/[a-z][a-z0-9-]*/g) ?? [];
  const kept = words.filter((word) => !empty.has(word)).slice(-3);
  return kept.length === 0 ? otherwise : kept.join('-').slice(0, 40).replace(/-+$/, '');
}
