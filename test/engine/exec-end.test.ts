import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Client } from '../../src/engine/client.js';
import { endOfExec } from '../../src/engine/exec-end.js';

interface Look {
  readonly Running: boolean;
  readonly ExitCode: number | null;
}

const running: Look = { Running: true, ExitCode: null };
const ended = (ExitCode: number): Look => ({ Running: false, ExitCode });

/** The end of another program, then of this one, in two pieces. */
function* events(exitCode: number): Generator<Buffer> {
  const event = (execID: string, code: number): string =>
    `${JSON.stringify({ Actor: { Attributes: { execID, exitCode: String(code) } } })}\n`;
  const both = event('y', 9) + event('x', exitCode);
  yield Buffer.from(both.slice(0, 80));
  yield Buffer.from(both.slice(80));
}

/** What becomes of a program whose stream has ended, where the engine says this of it, the last for ever. */
async function told(
  looks: readonly Look[],
  isCut: boolean | Error,
  brokenExitCode?: number,
  eventExitCode?: number,
): Promise<number | string> {
  let asked = 0;
  const inspect = (): Promise<Look | undefined> =>
    Promise.resolve(looks[Math.min(asked++, looks.length - 1)]);
  const getEvents = (): Promise<Readable> =>
    eventExitCode === undefined
      ? Promise.reject(new Error('forbidden'))
      : Promise.resolve(Readable.from(events(eventExitCode)));
  const client = { getExec: () => ({ inspect }), getEvents } as unknown as Client;
  const look = (): Promise<boolean> =>
    typeof isCut === 'boolean' ? Promise.resolve(isCut) : Promise.reject(isCut);
  const end = { doing: 'run it', drained: Promise.resolve(), isCut: look };
  return endOfExec(
    client,
    { id: 'x', stream: new PassThrough() },
    { ...end, brokenExitCode: () => brokenExitCode },
  ).catch((error: unknown) => (error as Error).message);
}

const unseen = new Error('no look');

const broke =
  'The container engine failed to run it: the stream of the program broke (it ended before the program did).';

it.each<readonly [string, Parameters<typeof told>, number | string]>([
  ['it has ended before its stream', [[ended(3)], false, 129], 3],
  ['it has closed its output and runs on', [[running, running, running, running, ended(9)], false, 129], 9],
  ['it runs on and has its output', [[running], true, 129], broke],
  ['the hang-up ends it before anybody has looked', [[running, ended(129)], false, 129], broke],
  ['it was ended by SIGHUP, and then its stream', [[ended(129)], false, 129], 129],
  ['we have ended it, and the engine is behind', [[running, ended(129)], false], 129],
  ['the engine could not write to us and takes it for ended', [[ended(126)], true, 129], broke],
  [
    'its container has ended, and nobody can look',
    [[running, running, running, ended(137)], unseen, 129],
    137,
  ],
  ['it runs on, and nobody can look', [[running], unseen, 129], unseen.message],
  ['the engine could not write to us, and it has ended meanwhile', [[ended(126)], false, 129, 127], broke],
  ['it may not be executed', [[ended(126)], false, 129, 126], 126],
  ['it may not be executed, where the engine gives no events', [[ended(126)], false, 129], 126],
])('%s', async (_, given, outcome) => {
  expect(await told(...given)).toBe(outcome);
});

it('a stream is ended that the engine leaves open, whose program it does not know any more', async () => {
  const answers = [Object.assign(new Error('busy'), { statusCode: 503 })];
  const gone = Object.assign(new Error('No such exec instance'), { statusCode: 404 });
  const inspect = (): Promise<never> => Promise.reject(answers.shift() ?? gone);
  const client = { getExec: () => ({ inspect }), ping: () => Promise.resolve() } as unknown as Client;
  const stream = new PassThrough();
  const drained = once(stream, 'close').then(() => undefined);
  const ended = endOfExec(client, { id: 'x', stream }, { doing: 'run it', drained });
  await expect(ended).rejects.toMatchObject({ code: 'UNATTEND_ENGINE_GONE' });
  expect(answers).toEqual([]);
  expect(stream.destroyed).toBe(true);
}, 20_000);
