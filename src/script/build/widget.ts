import type { ScriptKeys, ScriptResponse } from '../model.js';
import type { RawAnswer, RawSelection } from '../schema/dialogue.js';
import { complain } from '../yaml/report.js';
import type { SourceNode } from '../yaml/node.js';
import { type At, type Build, child, entriesOf, isWrittenEmpty, itemsOf, present } from './at.js';
import { buildAnswer } from './answer.js';
import { textTemplate, withoutFinalBreak } from './text.js';

const modes = ['only', 'add', 'remove'] as const;

/** `select`: one item by its label, or what is to be ticked; `confirm` is what `press` beside it says. */
export function buildSelect(
  build: Build,
  { value, node }: At<RawSelection>,
  confirm: ScriptKeys | undefined,
): ScriptResponse {
  const label = (at: At<string>) => {
    refuseEmpty(build, at);
    return textTemplate(build, withoutFinalBreak(at));
  };
  const common = { kind: 'select', ...present({ confirm }) } as const;
  if (typeof value === 'string') return { ...common, mode: 'one', labels: [label({ value, node })] };
  const [mode = 'only', second] = modes.filter((each) => value[each] !== undefined);
  if (isWrittenEmpty(build, { value, node }))
    complain(build.report, node.start, '`select` needs a label, or one of `only`, `add` and `remove`');
  if (second !== undefined) {
    const at = node.entries.get(second)?.key?.start ?? node.start;
    complain(
      build.report,
      at,
      `\`select\` takes one of \`only\`, \`add\` and \`remove\`; \`${mode}\` is given`,
    );
  }
  return { ...common, mode, labels: itemsOf(child({ value, node }, mode)).map(label) };
}

/** `fill`: what is typed into the fields of a form, in the order of the script. */
export function buildFill(
  build: Build,
  at: At<Readonly<Record<string, RawAnswer>>>,
  options: { readonly isVisible: boolean; readonly confirm: ScriptKeys | undefined },
): ScriptResponse {
  // Labels that look like numbers come first in an object, wherever they were written.
  const written = entriesOf(at).sort((one, other) => one.node.start - other.node.start);
  const fields = written.map((entry) => ({
    label: textTemplate(build, { value: entry.key, node: keyNode(entry.node) }),
    source: buildAnswer(build, entry, options.isVisible),
  }));
  if (isWrittenEmpty(build, at)) complain(build.report, at.node.start, '`fill` has no fields');
  return { kind: 'fill', fields, ...present({ confirm: options.confirm }) };
}

function refuseEmpty({ report }: Build, { value, node }: At<string>): void {
  if (value.trim() === '') complain(report, node.start, 'the label is empty');
}

/** The key of an entry as a value of its own. */
function keyNode(node: SourceNode): SourceNode {
  const { key } = node;
  if (key === undefined) return node;
  return { ...node, kind: 'scalar', style: 'quoted', start: key.start, end: key.end, text: key.text };
}
