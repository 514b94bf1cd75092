import type { Command, Template } from './model.js';
import { shellQuote } from './shell-quote.js';
import { renderPart, renderTemplate, type Lookup } from './template.js';

/** A line for `/bin/sh -euc`: every reference becomes exactly one quoted word, also when glued to other text. */
export function renderCommandLine(template: Template, lookup: Lookup): string {
  return template.parts
    .map((part) => (part.kind === 'text' ? part.text : shellQuote(renderPart(part, lookup))))
    .join('');
}

/** The argument vector of a command: a line goes to `/bin/sh -euc`, a list is itself. */
export function renderCommand(command: Command, lookup: Lookup): readonly [string, ...string[]] {
  if (command.kind === 'line') return ['/bin/sh', '-euc', renderCommandLine(command.line, lookup)];
  const [first, ...rest] = command.argv;
  return [renderTemplate(first, lookup), ...rest.map((each) => renderTemplate(each, lookup))];
}

/** A command in one line, for people: as it would be typed. */
export function describeCommand(command: Command, lookup: Lookup): string {
  if (command.kind === 'line') return renderCommandLine(command.line, lookup).trim();
  return command.argv.map((each) => bareWord(renderTemplate(each, lookup))).join(' ');
}

function bareWord(text: string): string {
  return /^[\w@%+:,./-]+$/.test(text) ? text : shellQuote(text);
}
