import { quoteYaml } from './quote.js';

/** `{ a: ${{ x }}/y }` with the text around each unquoted reference in quotes. */
export function quoteReferences(value: string): string {
  if (!/^[[{]/.test(value)) return value;
  const pattern =
    /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?<=[[{,:]\s*)(?:\$\{\{[^}]*\}\}|[^\s,[\]{}"'](?:[^,[\]{}"':]|:(?!\s))*?(?=\$\{\{))(?:\$\{\{[^}]*\}\}|[^,[\]{}])*/g;
  return value.replace(pattern, (found) =>
    /^["']/.test(found) ? found : quoteYaml(found.trimEnd()) + (/\s*$/.exec(found)?.[0] ?? ''),
  );
}

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** `{ a: [b }` with the brackets that are missing, each where the next one needs it or at the end. */
export function closeBrackets(value: string): string {
  if (!/^[[{]/.test(value)) return value;
  const open: string[] = [];
  const closed = value.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\s*[[\]{}]/g, (found) => {
    const mark = found.trim();
    const closer = closers[mark];
    if (closer !== undefined) open.push(closer);
    if (closer !== undefined || /^["']/.test(mark) || !open.includes(mark)) return found;
    const missing = open.splice(open.lastIndexOf(mark)).slice(1).reverse();
    return missing.join('') + found;
  });
  return (
    closed +
    open
      .reverse()
      .map((closer) => (closer === '}' ? ' }' : closer))
      .join('')
  );
}
