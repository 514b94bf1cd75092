import { join } from 'node:path';
import type { CliResult, RunningCli } from '../support/cli.js';
import { hasImage } from '../support/images.js';
import type { Sandbox, StartOptions } from '../support/sandbox.js';
import type { Evidence } from './scanner/scan.js';
import { imageEvidence, watchEngine } from './watch/engine.js';
import { watchFiles } from './watch/files.js';

/** A run, and everything it let be seen but for its processes, from before its first moment to after its last. */
export interface Observed extends CliResult {
  readonly evidence: readonly Evidence[];
}

/** Runs the command line and watches; `during` is told of it once it runs. */
export async function observe(
  box: Sandbox,
  args: readonly string[],
  options: StartOptions & { readonly during?: (run: RunningCli) => Promise<void> },
): Promise<Observed> {
  const files = watchFiles(join(box.directory, '..'));
  const engine = await watchEngine(() => files.look());
  const { during, ...how } = options;
  const run = box.start(args, how);
  await during?.(run);
  const result = await run.ended;
  await box.left(); // the watcher has ended too
  const image = (await hasImage(box.tag)) ? await imageEvidence(box.tag) : [];
  return {
    ...result,
    evidence: [
      { name: 'stdout', pieces: [Buffer.from(result.stdout)] },
      { name: 'stderr', pieces: [Buffer.from(result.stderr)] },
      ...files.stop(),
      ...(await engine.stop()),
      ...image,
    ],
  };
}
