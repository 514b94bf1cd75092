import { Command, CommanderError } from 'commander';
import type { CliCommand } from './command.js';
import { checkCommand } from './commands/check.js';
import { doctorCommand } from './commands/doctor.js';
import { gcCommand } from './commands/gc.js';
import { generateCommand } from './commands/generate.js';
import { playCommand } from './commands/play.js';
import { recordCommand } from './commands/record.js';
import { replayCommand } from './commands/replay.js';
import { runCommand } from './commands/run.js';
import { showCommand } from './commands/show.js';
import { openOutput, type Output } from './output.js';
import { reportFailure } from './failure.js';
import { version } from './version.js';
import { word } from './command-line.js';

const commands: readonly CliCommand[] = [
  runCommand,
  recordCommand,
  replayCommand,
  checkCommand,
  showCommand,
  generateCommand,
  playCommand,
  gcCommand,
  doctorCommand,
];

/** Runs the command line and returns its exit code; the only place that prints a failure. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('unattend')
    .description('Runs vendor installers that insist on talking to a person, with nobody there.')
    .version(version, '--version', 'print the version')
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('Run `unattend --help` for the commands.')
    .addHelpText('after', '\nExample:\n  $ unattend run sessions/private-ca.yaml --tag example/ca:1');
  withGlobalFlags(program);
  for (const each of commands) {
    const command = withGlobalFlags(each.declare(new Command().exitOverride()));
    command.action(async () => {
      const options = { ...program.opts(), ...definedOf(command.opts()) };
      const output = openOutput(options);
      const line = `unattend ${argv.map(word).join(' ')}`;
      exitCode = await guard(output, line, () => each.run({ args: command.args, options, output }));
    });
    program.addCommand(command);
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2; // commander has printed it
  }
}

/** They come before the command; after it they are understood too. */
function withGlobalFlags(command: Command): Command {
  return command
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'print errors only')
    .option('--verbose', "show the programs' output, and a stack trace on errors");
}

function definedOf(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

async function guard(output: Output, command: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    return reportFailure(error, output, { command });
  }
}
