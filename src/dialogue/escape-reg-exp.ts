/** Text as the source of an expression that matches just it, also in a class, behind `\\1`, and under `u` and `v`. */
export function escapeRegExp(text: string): string {
  return text.replaceAll(/^\w|[\u0000-\u001f!-/:-@[-^`{-~\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}
