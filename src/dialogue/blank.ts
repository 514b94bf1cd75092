/**
 * Whether nothing but white space stands in a stretch of a text. Asked several times for each answer, and most often its first
 * character decides: then nothing is cut out and trimmed.
 */
export function isBlank(text: string, from: number, end = text.length): boolean {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) continue;
    return code >= 0x80 && text.slice(at, end).trim() === '';
  }
  return true;
}
