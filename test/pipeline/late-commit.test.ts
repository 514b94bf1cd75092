import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { hasCommitEnded } from '../../src/pipeline/late-commit.js';
import { type Commit, readLedger } from '../../src/pipeline/ledger.js';
import { Patience } from '../../src/pipeline/patience.js';
import { createVirtualClock } from '../../src/session/virtual-clock.js';

/** An engine in which an image is there from some look on, and how often it was looked for. */
function engineWith(fromLook: number): { readonly engine: Engine; readonly looks: () => number } {
  let looks = 0;
  const findImage = (): Promise<unknown> => Promise.resolve(++looks >= fromLook ? {} : undefined);
  return { engine: { findImage } as unknown as Engine, looks: () => looks };
}

const now = (): Commit => ({ sinceMs: Date.now(), bytes: 40 * 2 ** 30, paths: 1_000_000 });

/** Waits for a commit with the time that is left; what came of it, and what was told. */
function waitFor(patience: Patience, engine: Engine, commit: Commit = now()) {
  const told: number[] = [];
  const onWait = (longestMs: number): void => void told.push(longestMs);
  const waiting = { commit, refs: ['image'], isBrief: false, patience, onWait };
  return hasCommitEnded(engine, waiting).then((hasEnded) => ({ hasEnded, told }));
}

it('all commits together are waited for as long as there is patience; behind that each is looked for once', async () => {
  const clock = createVirtualClock();
  const patience = new Patience(120_000, clock);
  const { engine, looks } = engineWith(Infinity);
  expect(await waitFor(patience, engine)).toEqual({ hasEnded: false, told: [120_000] });
  const endMs = clock.nowMs();
  expect(endMs).toBeCloseTo(120_000);
  const before = looks();
  expect(await waitFor(patience, engine)).toEqual({ hasEnded: false, told: [] });
  expect([clock.nowMs(), looks()]).toEqual([endMs, before + 1]);
  // One that has come is seen all the same.
  expect(await waitFor(patience, engineWith(1).engine)).toEqual({ hasEnded: true, told: [] });
});

it('is looked for often at first, and then less: an hour takes a thousand looks', async () => {
  const clock = createVirtualClock();
  const { engine, looks } = engineWith(Infinity);
  const atMs: number[] = [];
  const watched = {
    findImage: (ref: string) => {
      atMs.push(clock.nowMs());
      return engine.findImage(ref);
    },
  } as Engine;
  await waitFor(new Patience(3_600_000, clock), watched);
  expect(looks()).toBeLessThan(1000);
  const pauses = atMs.slice(1).map((at, index) => at - (atMs[index] ?? 0));
  expect([pauses[0], Math.max(...pauses)]).toEqual([200, 5000]);
  // Nobody learns of it later than by a twentieth of what they have waited.
  expect(pauses.filter((pause, at) => pause > Math.max(200, (atMs[at] ?? 0) / 20) + 0.001)).toEqual([]);
});

it('what one commit takes is taken from what the next ones may', async () => {
  const clock = createVirtualClock();
  const patience = new Patience(120_000, clock);
  expect(await waitFor(patience, engineWith(60).engine)).toEqual({ hasEnded: true, told: [120_000] });
  const { told } = await waitFor(patience, engineWith(Infinity).engine);
  expect(told[0]).toBeGreaterThan(0);
  expect(told[0]).toBeLessThan(110_000);
});

it('a ledger of which an older version noted no time and no paths of its commit is from when it was written', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'unattend-test-'));
  try {
    const file = join(directory, '0123456789ab.json');
    await writeFile(file, JSON.stringify({ images: ['a'], commit: { bytes: 7 } }));
    const written = new Date(Date.now() - 1000);
    await utimes(file, written, written);
    const { commit, images } = readLedger(file) ?? {};
    expect({ commit, images }).toEqual({
      commit: { sinceMs: (await stat(file)).mtimeMs, bytes: 7, paths: 0 },
      images: ['a'],
    });
    const { engine } = engineWith(Infinity);
    const waited = await waitFor(new Patience(60_000, createVirtualClock()), engine, commit);
    expect(waited.told[0]).toBeGreaterThan(0);
  } finally {
    await rm(directory, { recursive: true });
  }
});
