/** What asks for nothing but a key, each by what stands on the prompt's line. */
export const keyPrompts = {
  more: /--\s?more\s?--/i,
  /** debconf's, which takes a line. */
  moreLine: /\[more\]/i,
  end: /\(END\)\s*$/,
  enter: /(?:press|hit|strike|type)\s+(?:the\s+)?(?:\[|<|')?(?:any key|enter|return)\b/i,
  space: /(?:press|hit|strike|type)\s+(?:the\s+)?(?:\[|<|')?space(?: ?bar)?\b/i,
  any: /any key to \w+/i,
} as const;

/** Whether a line asks for a key, and for no text. */
export const asksForKey = (line: string): boolean =>
  Object.values(keyPrompts).some((prompt) => prompt.test(line));
