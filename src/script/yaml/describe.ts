import type { Mending } from './mending.js';
import type { YamlError } from './parse.js';

interface Described {
  readonly kind: Mending['kind'];
  readonly value: string;
  readonly key?: string;
  readonly error: YamlError;
}

/** A YAML error in the words of someone who only wanted to write a prompt. */
export function describeYamlError({ kind, value, key, error }: Described): string {
  switch (kind) {
    case 'tab':
      return 'a tab cannot indent; use spaces';
    case 'dash':
      return 'a space is missing after the dash';
    case 'folded':
      return 'the text goes on in the next line; write it on one line, or as a block with `|`';
    case 'indent':
      return 'this line is not indented like its neighbours';
    case 'colon':
      return 'a space is missing after the colon';
    case 'braces':
      return 'between braces or brackets a `${{ … }}` must be quoted';
    case 'brackets':
      return 'a bracket or brace is not closed';
    case 'map':
      return `${key === undefined ? 'this entry' : `\`${key}\``} takes a map; write it between braces`;
    case 'unclosed':
      return 'the quote is not closed';
    case 'quoted':
      return unquoted(value, key, error);
    case 'other':
      return plainWords(error);
  }
}

function unquoted(value: string, key: string | undefined, error: YamlError): string {
  const name = key === undefined ? 'this entry' : `\`${key}\``;
  const first = value.charAt(0);
  if (error.code === 'BAD_DQ_ESCAPE') {
    const escape = /Invalid escape sequence (\S+)/.exec(error.message)?.[1] ?? '\\';
    return `\`${escape}\` is not an escape that double quotes know; use single quotes`;
  }
  if (value === '"' || value === "'") return 'the quote is not closed';
  if (first === '"' || first === "'")
    return `the value of ${name} goes on behind its closing quote; quote all of it`;
  if ('[{'.includes(first))
    return `YAML reads \`${first}\` at the start of ${name} as a ${first === '[' ? 'list' : 'map'}; quote the text`;
  if ('|>'.includes(first))
    return `YAML reads \`${first}\` at the start of ${name} as a block of text; quote the text`;
  if (/^[-?](?:\s|$)/.test(value))
    return `YAML reads \`${first}\` at the start of ${name} as structure; quote the text`;
  if (first === '`') return 'a value cannot start with a backquote unless it is quoted';
  if ('@%*&!'.includes(first)) return `a value cannot start with \`${first}\` unless it is quoted`;
  if (/:(?:\s|$)/.test(value)) return `${name} has a colon in an unquoted value; quote it`;
  return `${name} must be quoted`;
}

const words: Partial<Record<YamlError['code'], string>> = {
  MULTIPLE_DOCS: 'a script is one YAML document; remove the `---`',
  TAB_AS_INDENT: 'a tab cannot indent; use spaces',
  BAD_INDENT: 'this line is not indented like its neighbours',
  MULTILINE_IMPLICIT_KEY: 'this line is neither `key: value` nor a list entry',
  RESOURCE_EXHAUSTION: 'the script is nested too deeply',
};

function plainWords(error: YamlError): string {
  return words[error.code] ?? `YAML cannot read this: ${error.message}`;
}
