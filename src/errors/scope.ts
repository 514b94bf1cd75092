import { define } from './entry.js';

export const scopeErrors = {
  SCOPE_REFUSED: define<{ what: string; reason: string }>({
    exitCode: 4,
    meaning: 'A scope cannot give what it is asked for; it was not opened and nothing was changed.',
    message: ({ what, reason }) => `Cannot open ${what}: ${reason}.`,
    hint: () => 'A scope is refused when it opens, before any of its steps.',
  }),
  SCOPE_LEFT: define<{ what: string; reason: string }>({
    exitCode: 5,
    meaning: 'What a scope gave could not be taken back; the container was not sealed.',
    message: ({ what, reason }) => `Could not take back ${what}: ${reason}.`,
    hint: () => 'Do not ship what this run made; look at the container with --keep.',
  }),
};
