import chalk from 'chalk';

/** The streams and settings of one invocation: results go to stdout, everything else to stderr. */
export interface Output {
  readonly result: (text: string) => void;
  readonly message: (text: string) => void;
  /** Width of what results are written to; 80 where it is no terminal. */
  readonly columns: number;
  readonly isColored: boolean;
  readonly isTerminal: boolean;
  readonly isVerbose: boolean;
  readonly isQuiet: boolean;
  readonly isJson: boolean;
}

export interface GlobalOptions {
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export function openOutput(options: GlobalOptions): Output {
  return {
    result: (text) => void process.stdout.write(text),
    message: (text) => void process.stderr.write(text),
    columns: process.stdout.isTTY ? process.stdout.columns : 80,
    isColored: isColored(),
    isTerminal: process.stderr.isTTY && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb',
    isVerbose: options.verbose ?? false,
    isQuiet: options.quiet ?? false,
    isJson: options.json ?? false,
  };
}

/** NO_COLOR (no-color.org) goes before FORCE_COLOR, which chalk reads; it does not read NO_COLOR. */
function isColored(): boolean {
  if ((process.env['NO_COLOR'] ?? '') !== '') return false;
  return chalk.level > 0 && (process.stderr.isTTY || process.env['FORCE_COLOR'] !== undefined);
}
