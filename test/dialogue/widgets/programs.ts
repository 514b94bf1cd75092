import { fileURLToPath } from 'node:url';
import type { WidgetTask } from '../../../src/dialogue/widgets/driver.js';
import type { Played, Program } from './play.js';

export const sizes = ['80x24', '120x40', '132x43'] as const;

/** Runs a box of whiptail or dialog; then prints its exit code and what it reports as `CHOSEN<0:...>`. */
export function box(size: string, ...commands: readonly (readonly string[])[]): Program {
  const lines = commands.map(
    (argv) => `r=$(${argv.map(quote).join(' ')} 3>&1 1>&2 2>&3); c=$?; clear; all="$all<$c:$r>"`,
  );
  return { argv: ['/bin/sh', '-c', `${lines.join('\n')}\necho "CHOSEN$all"`], size };
}

/** A script of fixtures/widgets/, run by this Node. */
export function script(size: string, name: string, ...args: readonly string[]): Program {
  const path = fileURLToPath(new URL(`../../../fixtures/widgets/${name}`, import.meta.url));
  return { argv: [process.execPath, path, ...args], size };
}

export function bash(size: string, source: string, env: Readonly<Record<string, string>> = {}): Program {
  return { argv: ['/bin/bash', '--norc', '-c', source], size, env };
}

/** What the program itself says was chosen. */
export function chosen({ output, ends, screen }: Played): string {
  const said = /CHOSEN ?([^]*?)\s*$/.exec(output)?.[1]?.replace(/\s+/g, ' ');
  return said ?? `${JSON.stringify(ends)}\n${screen}`;
}

export const one = (label: string): WidgetTask => ({ kind: 'select', mode: 'one', labels: [label] });
export const only = (...labels: readonly string[]): WidgetTask => ({ kind: 'select', mode: 'only', labels });
export const add = (...labels: readonly string[]): WidgetTask => ({ kind: 'select', mode: 'add', labels });
export const remove = (...labels: readonly string[]): WidgetTask => ({
  kind: 'select',
  mode: 'remove',
  labels,
});
export const button = (label: string): WidgetTask => ({ kind: 'button', label });

/** Values as text; `{ secret: name }` is a secret. */
export function fillIn(values: Readonly<Record<string, string | { readonly secret: string }>>): WidgetTask {
  const fields = Object.entries(values).map(([label, value]) => ({
    label,
    value:
      typeof value === 'string'
        ? ({ kind: 'text', text: value } as const)
        : ({ kind: 'secret', secret: value.secret, isVisible: false } as const),
  }));
  return { kind: 'fill', fields };
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
