import type { CliResult } from './cli.js';
import { BUSYBOX, inspectImage, tagImage } from './images.js';
import { failureBlock, type Left, RECORDING, type Sandbox, type StartOptions } from './sandbox.js';

/** What a user can notice of a run that failed. */
export interface Failing extends Pick<CliResult, 'exitCode' | 'stdout'> {
  /** The block on stderr that it ended with. */
  readonly block: string;
  readonly left: Left;
  /** What became of an image that had the target's name before. */
  readonly tag: 'stays' | 'moved';
}

/** Runs what must fail while the target's name is already given to another image. */
export async function runFailing(
  box: Sandbox,
  args: readonly string[] = ['run', 'a.yaml'],
  options?: StartOptions,
): Promise<Failing> {
  await tagImage(BUSYBOX, box.tag);
  const before = await inspectImage(box.tag);
  const { exitCode, stdout, stderr } = await box.run(args, options);
  const block = box.plain(failureBlock(stderr));
  const isSame = (await inspectImage(box.tag)).Id === before.Id;
  return { exitCode, stdout, block, left: await box.left(), tag: isSame ? 'stays' : 'moved' };
}

/** All but the block, of a failure as it should be. */
export function failed(exitCode: number, left: Left = RECORDING): Omit<Failing, 'block'> {
  return { exitCode, stdout: '', left, tag: 'stays' };
}
