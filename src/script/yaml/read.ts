import type { z } from 'zod';
import { explain } from './explain.js';
import type { Finding } from './finding.js';
import { findings } from './issues.js';
import { mend } from './mend.js';
import { toPlain, type SourceNode } from './node.js';
import { parseYaml } from './parse.js';
import { prune } from './prune.js';
import { complain, type Findings, type Report } from './report.js';
import { createSource } from './source.js';
import { convert } from './tree.js';

/** A kind of file: its shape, and what it is called. */
export interface FileKind<Raw> {
  readonly schema: z.ZodType<Raw>;
  readonly name: string;
}

/** What could be read of a file; with findings, only the part that has the right shape. */
export interface ReadFile<Raw> {
  readonly report: Report;
  /** Everything that was written, for the names it declares. */
  readonly written?: SourceNode;
  readonly usable?: { readonly raw: Raw; readonly node: SourceNode };
}

/** YAML text as the schema's shape, every finding on the way reported. */
export function readYaml<Raw>(
  kind: FileKind<Raw>,
  { file, text }: { readonly file: string; readonly text: string },
  all: Findings,
): ReadFile<Raw> {
  const mended = mend(createSource(file, text.replace(/^\uFEFF/, '')));
  const report: Report = { ...all, source: mended.source, mendedLines: mended.lines };
  report.files.set(file, report);
  report.diagnostics.push(...mended.findings);
  if (!mended.isReadable) return { report };
  const { contents, directives } = parseYaml(mended.source.text).document;
  if (directives.yaml.explicit === true) complain(report, 0, 'a script is YAML 1.2 and has no `%YAML` line');
  const written = convert(report, contents, { fallback: 0 });
  if (written.kind !== 'map') {
    const isEmpty = written.kind === 'scalar' && written.text === null;
    complain(
      report,
      written.start,
      isEmpty ? `the ${kind.name} is empty` : `a ${kind.name} is a map that starts with \`unattend: 1\``,
    );
    return { report };
  }
  const usable = fitting(kind, report, written);
  return { report, written, ...(usable !== undefined && { usable }) };
}

/** Reports what does not fit, takes it away and looks again at the rest, until the rest fits. */
function fitting<Raw>(
  { schema }: FileKind<Raw>,
  report: Report,
  written: SourceNode,
): ReadFile<Raw>['usable'] {
  let node: SourceNode | undefined = written;
  for (let isFirst = true; node !== undefined; isFirst = false) {
    const result = schema.safeParse(toPlain(node));
    if (result.success) return { raw: result.data, node };
    const found = findings(result.error.issues, node);
    // What is missing after something was taken away is a consequence, not a finding.
    if (isFirst) for (const each of found) explain(report, node, each);
    node = prune(
      versioned(node, found),
      found.filter((each) => !isVersionMissing(each)),
    );
  }
  return undefined;
}

const isVersionMissing = (found: Finding): boolean =>
  found.kind === 'missing' && found.path.length === 0 && found.keys.includes('unattend');

/** The one key a script must have is put in, so that without it all the rest is still checked. */
function versioned(node: SourceNode, found: readonly Finding[]): SourceNode {
  if (!found.some(isVersionMissing)) return node;
  const version: SourceNode = {
    ...node,
    kind: 'scalar',
    style: 'plain',
    text: '1',
    entries: new Map(),
    end: node.start,
  };
  return { ...node, entries: new Map([['unattend', version], ...node.entries]) };
}
