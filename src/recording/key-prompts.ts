/** What asks for nothing but a key, each by what stands on the prompt's line. */
export const keyPrompts = {
  more: /--\s?more\s?--|\[more\]/i,
  end: /\(END\)\s*$/,
  named: /(?:press|hit|strike|type)\s+(?:the\s+)?(?:\[|<|')?(?:any key|enter|return|space(?: ?bar)?)\b/i,
  any: /any key to \w+/i,
} as const;

/** Whether a line asks for a key, and for no text. */
export const asksForKey = (line: string): boolean =>
  Object.values(keyPrompts).some((prompt) => prompt.test(line));
