/** The last thing in brackets on a prompt, nothing but the end of a question behind it: `Parts [1 3]:`. */
const inBrackets = /[[(](?:defaults?(?: is)?:?\s*)?([\w ,-]*)[\])]\s*[:?>#]?\s*$/i;

/** The numbers a prompt shows as what is chosen now, of all that are there; undefined when it shows none. */
export function chosenIn(
  prompt: string,
  prefilled: string,
  all: readonly number[],
): readonly number[] | undefined {
  if (prefilled !== '') return numbersIn(prefilled, all);
  const shown = inBrackets.exec(prompt)?.[1]?.trim();
  if (shown === undefined || isRangeOfAll(shown, all)) return undefined;
  if (/^none$/i.test(shown)) return [];
  return /^all$/i.test(shown) ? all : numbersIn(shown, all);
}

/** Numbers and ranges of numbers that are there; anything else is undefined: it means something we do not know. */
function numbersIn(text: string, all: readonly number[]): readonly number[] | undefined {
  const numbers = text.split(/[\s,]+/).flatMap((word) => {
    const [, from, to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(word) ?? [];
    if (from === undefined) return [NaN];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
  });
  return numbers.length > 0 && numbers.every((number) => all.includes(number)) ? numbers : undefined;
}

/** `[1-5]` at five items says what may be typed. */
function isRangeOfAll(shown: string, all: readonly number[]): boolean {
  return shown === `${Math.min(...all)}-${Math.max(...all)}`;
}
