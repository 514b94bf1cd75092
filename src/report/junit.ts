import { renderXml, type XmlElement } from './xml.js';

export interface JunitCase {
  /** What it belongs to, e.g. a script. */
  readonly group: string;
  readonly name: string;
  readonly seconds: number;
  /** Why it failed: one sentence, its kind, and the block a person would read. */
  readonly failure?: { readonly message: string; readonly type: string; readonly text: string };
  /** Why it was not played. */
  readonly skipped?: string;
}

/** A JUnit report. Some services show the body of a failure and not its message, so the body holds all of it. */
export function renderJunit(name: string, cases: readonly JunitCase[]): string {
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  const attributes = {
    name,
    tests: cases.length,
    failures: cases.filter(({ failure }) => failure !== undefined).length,
    errors: 0,
    skipped: cases.filter(({ skipped }) => skipped !== undefined).length,
    time: seconds.toFixed(3),
  };
  const suite = { name: 'testsuite', attributes, children: cases.map(caseElement) };
  return renderXml({ name: 'testsuites', children: [suite] });
}

function caseElement({ group, name, seconds, failure, skipped }: JunitCase): XmlElement {
  const children: XmlElement[] = [];
  if (failure !== undefined) {
    const { message, type, text } = failure;
    children.push({ name: 'failure', attributes: { message, type }, children: [text] });
  }
  if (skipped !== undefined) children.push({ name: 'skipped', attributes: { message: skipped } });
  return {
    name: 'testcase',
    attributes: { classname: group, name, time: seconds.toFixed(3) },
    children,
  };
}
