import type { AuditFinding } from './finding.js';

/** More say nothing new, and would be kept in memory for a layer of a million files. */
const mostFindings = 1000;

/** What was found, the first thousand, and how many there are besides. */
export class FindingList {
  readonly #first: AuditFinding[] = [];
  #others = 0;

  add(finding: AuditFinding): void {
    if (this.#first.length < mostFindings) this.#first.push(finding);
    else this.#others++;
  }

  /** One that was added and is none after all. */
  remove(finding: AuditFinding): void {
    const at = this.#first.indexOf(finding);
    if (at >= 0) this.#first.splice(at, 1);
    else this.#others--;
  }

  get all(): readonly AuditFinding[] {
    if (this.#others === 0) return this.#first;
    const remedy = 'Mend what the others say first.';
    return [...this.#first, { what: 'more of such', place: 'further paths', count: this.#others, remedy }];
  }
}
