import { expect, it } from 'vitest';
import { openClient } from '../../src/engine/client.js';
import { exitCodeOfEvent } from '../../src/engine/exec-event.js';
import { BUSYBOX } from '../support/images.js';
import { engineAddress, shell, startContainer, testEngine } from './support/engine.js';

it('of a program that has not ended there is none, and nobody waits for it longer than told', async () => {
  const client = await openClient({ address: engineAddress() });
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: BUSYBOX });
  // Those of others are there.
  await shell(container, 'true');
  expect(await exitCodeOfEvent(client, 'none', { waitMs: 300 })).toBeUndefined();
});

it('a cancelled wait rejects with the reason', async () => {
  const client = await openClient({ address: engineAddress() });
  const reason = new Error('enough');
  const controller = new AbortController();
  const waiting = exitCodeOfEvent(client, 'none', { waitMs: 600_000, cancelSignal: controller.signal });
  setTimeout(() => controller.abort(reason), 100);
  await expect(waiting).rejects.toBe(reason);
});
