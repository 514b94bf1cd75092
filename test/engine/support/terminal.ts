import type { Container, ContainerTerminalSpec } from '../../../src/engine/engine.js';
import type { Terminal } from '../../../src/terminal/terminal.js';
import { until } from './until.js';

/** A terminal and all that its program has written. */
export interface Watched extends AsyncDisposable {
  readonly terminal: Terminal;
  readonly output: () => string;
  /** Waits until the program has written that text, which may take long where it is of somebody else's making. */
  readonly sees: (text: string) => Promise<number>;
}

/** Opens a terminal on a shell line, 80x24 in /. */
export async function openShell(
  container: Container,
  line: string,
  spec: Partial<ContainerTerminalSpec> = {},
): Promise<Watched> {
  const chunks: Uint8Array[] = [];
  const output = (): string => Buffer.concat(chunks).toString();
  const terminal = await container.openTerminal({
    argv: ['sh', '-c', line],
    env: {},
    cwd: '/',
    size: { columns: 80, rows: 24 },
    onOutput: (bytes) => chunks.push(bytes),
    ...spec,
  });
  return {
    terminal,
    output,
    sees: (text) =>
      until(
        () => `"${text}" in ${JSON.stringify(output())}`,
        () => output().includes(text),
        30_000,
      ),
    [Symbol.asyncDispose]: () => terminal[Symbol.asyncDispose](),
  };
}
