import { Command, CommanderError } from 'commander';
import type { CliCommand } from './command.js';
import { type GlobalOptions, openOutput } from './output.js';
import { reportFailure } from './failure.js';
import { declareGlobal } from './global-flags.js';
import { refusedLine } from './refused-line.js';
import { ShownWords } from './shown-words.js';
import { version } from './version.js';

/** Each with its own imports: all of them take a tenth of a second to load. */
const commands: Readonly<Record<string, () => Promise<CliCommand>>> = {
  run: async () => (await import('./commands/run.js')).runCommand,
  record: async () => (await import('./commands/record.js')).recordCommand,
  replay: async () => (await import('./commands/replay.js')).replayCommand,
  check: async () => (await import('./commands/check.js')).checkCommand,
  show: async () => (await import('./commands/show.js')).showCommand,
  generate: async () => (await import('./commands/generate.js')).generateCommand,
  play: async () => (await import('./commands/play.js')).playCommand,
  gc: async () => (await import('./commands/gc.js')).gcCommand,
  doctor: async () => (await import('./commands/doctor.js')).doctorCommand,
};

/** The command that is named; undefined where there is none of that name. */
function commandIn(argv: readonly string[]): string | undefined {
  const name = argv.find((each) => !each.startsWith('-'));
  return name !== undefined && Object.hasOwn(commands, name) ? name : undefined;
}

/** The command that is named; all of them where help is wanted, or there is none of that name. */
function commandsFor(argv: readonly string[]): Promise<readonly CliCommand[]> {
  const name = commandIn(argv);
  const load = name === undefined ? undefined : commands[name];
  return Promise.all((load === undefined ? Object.values(commands) : [load]).map((each) => each()));
}

/** Runs the command line and returns its exit code; the only place that prints a failure. */
export async function runCli(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('unattend')
    .description('Runs vendor installers that insist on talking to a person, with nobody there.')
    .version(version, '--version', 'print the version')
    .enablePositionalOptions()
    .addHelpText('after', '\nExample:\n  $ unattend run sessions/private-ca.yaml --tag example/ca:1');
  withGlobalFlags(program);
  for (const each of await commandsFor(argv)) {
    const command = withGlobalFlags(each.declare(new Command()));
    command.action(async () => {
      const options = { ...program.opts(), ...definedOf(command.opts()) };
      const output = openOutput(options);
      const words = new ShownWords();
      try {
        exitCode = await each.run({ args: command.args, options, output, words });
      } catch (error) {
        exitCode = reportFailure(error, output, { command: await words.line(['unattend', ...argv]) });
      }
    });
    program.addCommand(command);
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const refused = refusedLine(error, commandIn(argv));
    if (refused === undefined) return error.exitCode === 0 ? 0 : 2;
    return reportFailure(refused, openOutput(globalsIn(argv)), { command: '' });
  }
}

/** What the parser refuses is thrown and not printed. */
function withGlobalFlags(command: Command): Command {
  return declareGlobal(command.exitOverride().configureOutput({ outputError: () => undefined }));
}

/** Those of a command line that was refused, wherever they stand in it. */
function globalsIn(argv: readonly string[]): GlobalOptions {
  return { json: argv.includes('--json'), verbose: argv.includes('--verbose') };
}

function definedOf(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
