import { createMatcher, type Found, longestReach, type Matcher } from './matcher.js';

/**
 * A matcher whose matches stand behind a text: `after` is found above the match, and no other match lies between. Tells equal
 * prompts apart by their headings, answered ones included.
 */
export function withAfter(matcher: Matcher, after: string): Matcher {
  const heading = createMatcher({ kind: 'text', text: after });
  const lastHeading = (text: string, before: number): Found | undefined => {
    let last: Found | undefined;
    for (
      let found = heading.find(text, 0);
      found !== undefined && found.end <= before;
      found = heading.find(text, found.end)
    )
      last = found;
    return last;
  };
  const isBehind = (text: string, start: number): boolean => {
    const last = lastHeading(text, start);
    if (last === undefined) return false;
    const next = matcher.find(text, last.end);
    return next === undefined || next.start >= start;
  };
  return {
    ...matcher,
    reach: longestReach,
    find(text, from) {
      for (
        let found = matcher.find(text, from);
        found !== undefined;
        found = matcher.find(text, Math.max(found.end, found.start + 1))
      )
        if (isBehind(text, found.start)) return found;
      return undefined;
    },
  };
}
