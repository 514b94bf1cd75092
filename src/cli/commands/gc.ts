import { tmpdir } from 'node:os';
import type { GcReport, GcWait } from '../../pipeline/gc-report.js';
import type { CliCommand } from '../command.js';
import { stateDirectory } from '../state-directory.js';

/** `unattend gc`: removes what runs left that died. */
export const gcCommand: CliCommand = {
  declare: (command) =>
    command
      .name('gc')
      .description('remove what a crash left: containers, candidates, temporary files, open scopes')
      .option('--all', 'also what has one of our names and is older than 24 h')
      .option('--dry-run', 'say what would be removed; nothing is')
      .option('--engine <url>', 'with --all: the engine to search')
      .addHelpText('after', '\nExample:\n  $ unattend gc --dry-run'),
  async run({ options, output }) {
    const { collectGarbage } = await import('../../pipeline/gc.js');
    const isDryRun = options['dryRun'] === true;
    const address = options['engine'] as string | undefined;
    const report = await collectGarbage({
      stateDirectory: stateDirectory(),
      temporaryDirectory: tmpdir(),
      env: process.env,
      isAll: options['all'] === true,
      isDryRun,
      nowMs: Date.now(),
      onWait: (wait) => {
        if (!output.isQuiet) output.message(waiting(wait));
      },
      ...(address !== undefined && { engineAddress: address }),
    });
    if (output.isJson) output.result(`${JSON.stringify(report, null, 2)}\n`);
    else output.result(render(report, { isDryRun, isQuiet: output.isQuiet }));
    return report.failures.length === 0 ? 0 : 5;
  },
};

const waiting = ({ runId, what, longestMs }: GcWait): string =>
  `run ${runId}: waiting for its ${what}, which the engine may be making: ${Math.ceil(longestMs / 1000)} s at most\n`;

function render(
  { removed, left, failures }: GcReport,
  { isDryRun, isQuiet }: { readonly isDryRun: boolean; readonly isQuiet: boolean },
): string {
  const lines = (word: string, texts: readonly string[]): readonly string[] =>
    texts.map((text) => `${word.padEnd(14)}${text}\n`);
  const failed = lines('FAILED', failures);
  if (isQuiet) return failed.join('');
  const told = [...lines(isDryRun ? 'would remove' : 'removed', removed), ...lines('left', left), ...failed];
  return told.length === 0 ? 'Nothing is left of any run.\n' : told.join('');
}
