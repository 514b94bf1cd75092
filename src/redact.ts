export { redactCause, redactData, redactError } from './redact/error.js';
export { bytesOf, createFinder, type Finder, type FinderStream } from './redact/finder.js';
export {
  beginningOf,
  formsOfBytes,
  formsOfSpellings,
  type SecretForm,
  shortestSecret,
  spellingsOf,
} from './redact/forms.js';
export { type InOrder, inOrder } from './redact/in-order.js';
export { createRedactor, type Redactor } from './redact/redactor.js';
export { visibleOf } from './redact/sequences.js';
export { valuesInside } from './redact/values-inside.js';
export { redactedText, type RedactingStream } from './redact/stream.js';
