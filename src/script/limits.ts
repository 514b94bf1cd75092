import type { SpawnStep } from './model.js';

/** How long a program may take, be silent, and wait for an answer that nobody gives when the script does not say. */
const defaults = { timeoutMs: 60 * 60_000, idleMs: 10 * 60_000, stallMs: 5000 };

/** The limits of a program and its dialogue, in milliseconds; Infinity is none (docs/language.md, waiting). */
export function limitsOf(step: SpawnStep): typeof defaults {
  return {
    timeoutMs: step.timeoutMs ?? defaults.timeoutMs,
    idleMs: step.idleMs ?? defaults.idleMs,
    stallMs: step.stallMs ?? defaults.stallMs,
  };
}
