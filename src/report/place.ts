import type { StepLabel } from '../events.js';
import type { Place } from '../errors/script.js';

/** `acme.yaml:12:7`, as editors and terminals make links of. */
export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** `spawn sh install.sh` */
export function formatStep(step: StepLabel): string {
  return `${step.kind} ${step.text}`;
}
