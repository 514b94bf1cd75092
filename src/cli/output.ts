import chalk from 'chalk';

/** The streams and settings of one invocation: results go to stdout, everything else to stderr. */
export interface Output {
  readonly result: (text: string) => void;
  readonly message: (text: string) => void;
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

/** NO_COLOR and FORCE_COLOR are honoured by chalk's own detection. */
export function openOutput(options: GlobalOptions): Output {
  return {
    result: (text) => void process.stdout.write(text),
    message: (text) => void process.stderr.write(text),
    isColored: chalk.level > 0 && (process.stderr.isTTY || process.env['FORCE_COLOR'] !== undefined),
    isTerminal: process.stderr.isTTY && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb',
    isVerbose: options.verbose ?? false,
    isQuiet: options.quiet ?? false,
    isJson: options.json ?? false,
  };
}
