import { Command } from 'commander';
import type { CastFormat } from '../recording/cast-header.js';
import { usage } from './words.js';

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** Flags of \`run\`. What is no flag of these is a parameter of the script. */
export function declareRun(command: Command): Command {
  return command
    .name('run')
    .description('run a session script: prepare, deploy, seal, test, publish')
    .argument('<script>', 'session script')
    .argument('[param...]', 'parameters, as name=value or --name value')
    .allowUnknownOption()
    .option('--tag <ref>', 'name of the image, instead of those in the script (repeatable)', collect)
    .option('--base <ref>', 'base image, instead of the one in the script')
    .option('--input <name=path>', 'where an input is (repeatable)', collect)
    .option(
      '--secret <name=source>',
      'where a secret comes from: env:VAR, file:PATH or prompt (repeatable)',
      collect,
    )
    .option(
      '--engine <url>',
      'container engine, instead of DOCKER_HOST, the Docker context or the usual sockets',
    )
    .option('--on <place>', '"host": run on this machine, no container and no image')
    .option('--container <id>', 'run in a container that already runs; nothing is sealed')
    .option(
      '--workdir <path>',
      'with --container: a directory there for large inputs, which are taken away afterwards',
    )
    .option('--no-seal', 'everything but the commit; shows what the layer would hold')
    .option('--review', 'show what the layer will hold, and ask, before it is made')
    .option('--keep', 'after a failure leave the container, and say how to enter and remove it')
    .option('--recording <file>', 'keep the recording of the terminal')
    .option('--cast-format <version>', 'asciicast version of the recording: v2 or v3', 'v3')
    .option('--size <columnsxrows>', 'terminal size for programs whose step names none', '120x40')
    .option('--timeout-factor <n>', 'multiply every timeout', '1')
    .option(
      '--on-error <what>',
      '"fail", or "ask": when a dialogue fails, ask on the terminal what to do',
      'fail',
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ unattend run sessions/acme-sdk.yaml platform=B --tag acme/sdk:test',
    );
}

/** The names of the flags that `run` has, for suggestions. */
export function runFlags(): readonly string[] {
  return declareRun(new Command()).options.map(({ long }) => long?.replace(/^--/, '') ?? '');
}

/** Throws USAGE where there would be no layer to review. */
export function refuseReview(options: Readonly<Record<string, unknown>>): void {
  if (options['review'] !== true) return;
  const without = [
    options['on'] !== undefined && '--on host',
    options['container'] !== undefined && '--container',
    options['seal'] === false && '--no-seal',
  ].find((flag) => flag !== false);
  if (without === undefined) return;
  throw usage(
    `--review asks about a layer, and ${without} makes none.`,
    without === '--no-seal'
      ? 'Give one of them: --no-seal shows what the layer would hold, and asks nothing.'
      : 'Leave --review away.',
  );
}

/** Throws USAGE for what `--on-error` does not take. */
export function refuseOnError(options: Readonly<Record<string, unknown>>): void {
  const word = options['onError'] as string;
  if (word !== 'ask' && word !== 'fail')
    throw usage(`--on-error takes "ask" or "fail", not "${word}".`, 'Without it a failure ends the run.');
}

/** Throws USAGE for what `--cast-format` does not take. */
export function castFormatOf(options: Readonly<Record<string, unknown>>): CastFormat {
  const word = options['castFormat'] as string;
  if (word === 'v2') return 2;
  if (word === 'v3') return 3;
  throw usage(`--cast-format takes "v2" or "v3", not "${word}".`, 'v2 is what asciinema 2 plays.');
}
