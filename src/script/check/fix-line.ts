import { referenceMark, type ShellContext } from '../shell-context.js';

type Quotation = Extract<ShellContext, { readonly start: number }>;

/** Whether what follows is the text of a `-c`, as in `sh -c "…"` and `su USER -c "…"`. */
export function isCode(before: string): boolean {
  return /(?:^|\s)-[a-z]*c\s+$/.test(before);
}

/**
 * A shell line with its marks moved out of quotes, backslashes and backquotes where that is all there is to do.
 * What cannot be mended so stays: the result must be looked at again.
 */
export function fixLine(line: string, contexts: readonly ShellContext[]): string {
  const quotations = new Map<number, Quotation>();
  for (const context of contexts)
    if ('start' in context && context.isSimple) quotations.set(context.start, context);
  let fixed = '';
  let done = 0;
  for (const { kind, start, end } of [...quotations.values()].sort((a, b) => a.start - b.start)) {
    const before = line.slice(done, start);
    const inner = line.slice(start + 1, end);
    const code = isCode(line.slice(0, start))
      ? fixCode(inner, line.slice(end + 1), line.slice(0, start))
      : undefined;
    fixed +=
      before + (code ?? splitQuotes(inner, kind === 'single' ? "'" : '"', isCode(line.slice(0, start))));
    done = end + 1;
  }
  return fixBackquotes((fixed + line.slice(done)).replaceAll(`\\${referenceMark}`, referenceMark));
}

/** The quotes closed before each mark and opened again behind it; the text of a `-c` is left alone. */
function splitQuotes(inner: string, quote: string, isLeft: boolean): string {
  if (isLeft) return quote + inner + quote;
  const isBare = (text: string): boolean => /^[\w@%+=:,./-]*$/.test(text);
  const pieces = inner.split(referenceMark);
  return pieces.map((piece) => (isBare(piece) ? piece : quote + piece + quote)).join(referenceMark);
}

/** `sh -c "install X"` at the end of a line as `sh -c 'install "$1"' sh X`. */
function fixCode(inner: string, after: string, before: string): string | undefined {
  if (
    !/(?:^|[\s/;&|])(?:ba|da|z|k)?sh\s+-[a-z]*c\s+$/.test(before) ||
    /\S/.test(after) ||
    /[$`\\'"]/.test(inner)
  )
    return undefined;
  let count = 0;
  const code = inner.replaceAll(referenceMark, () => `"$${String(++count)}"`);
  return `'${code}' sh${` ${referenceMark}`.repeat(count)}`;
}

function fixBackquotes(line: string): string {
  const [before, inner, after, ...more] = line.split('`');
  if (
    before === undefined ||
    inner === undefined ||
    after === undefined ||
    more.length > 0 ||
    inner.includes('\\')
  )
    return line;
  return inner.includes(referenceMark) ? `${before}$(${inner})${after}` : line;
}
