export { redactCause, redactData, redactError } from './redact/error.js';
export { createRedactor, type Redactor } from './redact/redactor.js';
export { redactedText, type RedactingStream } from './redact/stream.js';
