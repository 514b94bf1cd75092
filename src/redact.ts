export { keysIn, publicLinesIn } from './redact/armour.js';
export { redactCause, redactData, redactError } from './redact/error.js';
export { bytesOf, createFinder, type Finder, type FinderStream } from './redact/finder.js';
export {
  formsOfBytes,
  formsOfSpellings,
  type SecretForm,
  shortestSecret,
  spellingsOf,
} from './redact/forms.js';
export { type InOrder, inOrder } from './redact/in-order.js';
export { contentOf, portionsOf, portionsOfLines } from './redact/portions.js';
export { createRedactor, type Redactor } from './redact/redactor.js';
export { visibleOf } from './redact/sequences.js';
export { valuesInside } from './redact/values-inside.js';
export { redactedText, type RedactingStream } from './redact/stream.js';
