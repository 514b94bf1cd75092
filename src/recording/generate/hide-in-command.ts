import { escapeRegExp } from '../../dialogue/escape-reg-exp.js';
import { shortestSecret } from '../../redact/forms.js';
import { secretVariable } from '../../script/write/secret-variable.js';
import type { SecretVariable } from './draft.js';
import type { Hiding } from './hiding.js';

/** A command without values of secrets, and the variables from which its shell takes them. */
export interface HiddenCommand {
  readonly command: string;
  readonly env: readonly SecretVariable[];
}

const assignments = /^\s*(?:\w+=(?:'[^']*'|"[^"]*"|[^\s'"])*\s+)*/;

/** Takes the values of secrets out of a line for the shell: each is a variable in the same place. */
export function hideInCommand(command: string, hiding: Hiding): HiddenCommand {
  const env = new Map<string, string>();
  let quote = '';
  const written = (token: string): string => {
    const secret = hiding.nameOf(token);
    if (secret !== undefined) {
      const variable = secretVariable(secret);
      env.set(variable, secret);
      return expansionOf(variable, quote);
    }
    if (quote === '' ? /^["']$/.test(token) : token === quote) quote = quote === '' ? token : '';
    // Of a value in another form there is no variable.
    return token.startsWith('${{') ? token : hiding.text(token);
  };
  const before = assignments.exec(command)?.[0] ?? '';
  // A program has the name it has.
  const [program = ''] = /^(?:\$\{\{.*?\}\}|[^\s'"])+/.exec(command.slice(before.length)) ?? [];
  const all = tokens(hiding);
  const write = (text: string): string => (text.match(all) ?? []).map(written).join('');
  return {
    command: write(before) + program + write(command.slice(before.length + program.length)),
    env: [...env].map(([variable, secret]) => ({ variable, secret })),
  };
}

/** Where a quote is open, the variable is one word with what stands around it. */
function expansionOf(variable: string, quote: string): string {
  if (quote === '"') return `\${${variable}}`;
  return quote === "'" ? `'"$${variable}"'` : `"$${variable}"`;
}

/** References, values of secrets, quotes, and what is between. */
function tokens({ values }: Hiding): RegExp {
  const long = [...values.keys()]
    .filter(({ length }) => length >= shortestSecret)
    .sort((one, other) => other.length - one.length);
  const apart = [String.raw`(?<!\$)\$\{\{.*?\}\}`, ...long.map(escapeRegExp), `["']`];
  return new RegExp(`${apart.join('|')}|(?:(?!${apart.join('|')})[^])+`, 'g');
}
