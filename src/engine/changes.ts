import type { Readable } from 'node:stream';
import type { Client } from './client.js';
import type { Change } from './engine.js';
import { engineCall } from './failure.js';

const KINDS = ['changed', 'added', 'deleted'] as const;

/** Paths that differ from the image. */
export async function listChanges(client: Client, containerId: string): Promise<readonly Change[]> {
  const changes: Change[] = [];
  await readChanges(client, containerId, (change) => changes.push(change));
  return changes;
}

/** Hands on each path that differs from the image, as the engine tells them: a directory before what is in it. */
export function readChanges(
  client: Client,
  containerId: string,
  onChange: (change: Change) => void,
): Promise<void> {
  return engineCall('list the changes of the container', async () => {
    const answer = await openAnswer(client, `/containers/${containerId}/changes`);
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
  });
}

/** An object that holds no other. */
const ELEMENT = /\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}/g;

/** dockerode reads this answer whole (20 MB of JSON for 200,000 paths); docker-modem, which it is made of, need not. */
function openAnswer(client: Client, path: string): Promise<Readable> {
  const modem = client.modem as {
    dial: (call: object, onAnswer: (error: Error | null, answer: unknown) => void) => void;
  };
  const statusCodes = { 200: true, 400: 'bad parameter', 404: 'no such container', 500: 'server error' };
  return new Promise((resolve, reject) => {
    modem.dial({ path, method: 'GET', isStream: true, statusCodes }, (error, answer) => {
      if (error === null) resolve(answer as Readable);
      else reject(error);
    });
  });
}
