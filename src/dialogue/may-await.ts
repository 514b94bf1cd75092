import { expectedEcho } from './echo.js';
import type { Rule } from './candidates.js';
import type { Live } from './rules.js';
import { unlessTooSlow } from './too-slow.js';

/** Whether what comes back of a typed text may be what one of the live rules awaits; a search that takes too long does not say no. */
export function mayAwait({ scanned, answering }: Live, typed: string): boolean {
  const echo = expectedEcho(typed);
  const isLongEnough = ({ matcher }: Rule): boolean => matcher.required.length <= echo.length;
  if (!scanned.some(isLongEnough) && !answering.some(isLongEnough)) return false;
  return takesEcho({ scanned, answering, echo });
}

const takesEcho = unlessTooSlow(
  ({
    scanned,
    answering,
    echo,
  }: Pick<Live, 'scanned' | 'answering'> & { readonly echo: string }): boolean => {
    const takes = ({ matcher }: Rule): boolean => matcher.find(echo, 0) !== undefined;
    return scanned.some(takes) || answering.some(takes);
  },
  () => true,
);
