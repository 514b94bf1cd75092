import type { Client } from './client.js';
import type { Change } from './engine.js';
import { engineCall } from './failure.js';
import { openAnswer } from './open-answer.js';
import { unlessCanceled } from './unless-canceled.js';

const KINDS = ['changed', 'added', 'deleted'] as const;

/** Paths that differ from the image. */
export async function listChanges(
  client: Client,
  containerId: string,
  cancelSignal?: AbortSignal,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  await readChanges(client, containerId, (change) => changes.push(change), cancelSignal);
  return changes;
}

/** Hands on each path that differs from the image, as the engine tells them: a directory before what is in it. */
export function readChanges(
  client: Client,
  containerId: string,
  onChange: (change: Change) => void,
  cancelSignal?: AbortSignal,
): Promise<void> {
  return engineCall({ client, doing: 'list the changes of the container' }, () =>
    unlessCanceled(cancelSignal, async () => {
      const answer = await openAnswer(client, `/containers/${containerId}/changes`, cancelSignal);
      answer.setEncoding('utf8');
      let held = '';
      for await (const piece of answer as AsyncIterable<string>) {
        held += piece;
        let end = 0;
        // An untouched container answers `null`: then there is nothing to find.
        for (const { 0: element, index } of held.matchAll(ELEMENT)) {
          end = index + element.length;
          const { Path: path, Kind: kind } = JSON.parse(element) as { Path: string; Kind: 0 | 1 | 2 };
          onChange({ path, kind: KINDS[kind] });
        }
        held = held.slice(end);
      }
    }),
  );
}

/** An object that holds no other. */
const ELEMENT = /\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}/g;
