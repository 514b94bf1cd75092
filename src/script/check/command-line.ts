import type { Template, TemplatePart } from '../model.js';
import { fixLine, isCode } from './fix-line.js';
import { referenceMark, shellContexts, type ShellContext } from '../shell-context.js';
import { referencesOf } from '../template.js';

type Reference = Extract<TemplatePart, { kind: 'reference' }>;

export interface CommandLineProblem {
  readonly reference: Reference;
  readonly message: string;
  /** The whole line as it should be, references written as they are. */
  readonly fixed?: string;
}

/** References of a shell line that would not become exactly one word where they stand; of one quotation the first. */
export function commandLineProblems(template: Template): CommandLineProblem[] {
  const references = referencesOf(template);
  const line = template.parts
    .map((part) => (part.kind === 'text' ? part.text.replaceAll(referenceMark, ' ') : referenceMark))
    .join('');
  const contexts = shellContexts(line);
  const fixed = fixLine(line, contexts);
  const isWhole = shellContexts(fixed).every(({ kind }) => kind === 'bare');
  return references.flatMap((reference, index) => {
    const context = contexts[index] ?? { kind: 'unclear' };
    if (context.kind === 'bare' || isRepeated(context, contexts.slice(0, index))) return [];
    const message = messageOf(reference, context, line);
    return [{ reference, message, ...(isWhole && { fixed: withReferences(fixed, references) }) }];
  });
}

function isRepeated(context: ShellContext, before: readonly ShellContext[]): boolean {
  return 'start' in context && before.some((each) => 'start' in each && each.start === context.start);
}

function messageOf({ path }: Reference, context: ShellContext, line: string): string {
  const name = `\${{ ${path} }}`;
  switch (context.kind) {
    case 'single':
    case 'double':
      return isCode(line.slice(0, context.start))
        ? `\`${name}\` stands in the text of \`-c\`, where its value would be run as code; hand it over as an argument`
        : `\`${name}\` stands inside quotes; it is one quoted word by itself`;
    case 'escaped':
      return `the backslash before \`${name}\` would undo its quotes`;
    case 'comment':
      return `\`${name}\` stands in a comment of the command line, which a value with a line break would end`;
    case 'heredoc':
      return `\`${name}\` stands in a here-document, where nothing is quoted; hand the value over in \`env\` and write "$NAME"`;
    case 'backquotes':
      return `\`${name}\` stands inside backquotes, which take backslashes out of its value; use $(…)`;
    case 'expansion':
      return `\`${name}\` stands inside \${…}; put it in a variable first`;
    case 'arithmetic':
      return `\`${name}\` stands inside ((…)), where a quoted word is no number; put it in a variable first`;
    case 'unclear':
    case 'bare':
      return `it is not clear whether \`${name}\` stands inside quotes here; put it in a variable first, on a line of its own`;
  }
}

function withReferences(line: string, references: readonly Reference[]): string {
  let index = 0;
  return line.replaceAll(referenceMark, () => `\${{ ${references[index++]?.path ?? ''} }}`);
}
