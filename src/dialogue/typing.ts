import type { Exchange, Match } from './types.js';

/** What is to be typed. A secret has only its name here. */
export type Typing =
  | { readonly kind: 'text'; readonly text: string; readonly hasEnter: boolean; readonly isClearing: boolean }
  | {
      readonly kind: 'secret';
      readonly secret: string;
      readonly isVisible: boolean;
      readonly hasEnter: boolean;
      readonly isClearing: boolean;
    }
  | { readonly kind: 'keys'; readonly keys: readonly string[] };

/** What an exchange types for this match when it was answered `times` times before; past a list's end, its last. */
export function typingOf({ response }: Exchange, match: Match, times: number): Typing {
  if (response.kind === 'press') return { kind: 'keys', keys: response.keys };
  if (response.kind !== 'text') throw new TypeError(`A response of kind ${response.kind} types nothing.`);
  const { hasEnter, isClearing, sources } = response;
  const source = sources[Math.min(times, sources.length - 1)] ?? sources[0];
  return source.kind === 'secret'
    ? { kind: 'secret', secret: source.secret, isVisible: source.isVisible, hasEnter, isClearing }
    : { kind: 'text', text: source.render(match), hasEnter, isClearing };
}
