import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Container, Engine } from '../../../src/index.js';
import { startContainer, testEngine } from '../../engine/support/engine.js';
import { deliveries, type Delivery } from './deliver.js';
import { patience } from './patience.js';
import { openRecordings } from './recorded.js';
import { createStage, type PlaceName, type Stage } from './stage.js';

type CaseTitle = `C${number}: ${string}`;

interface CaseOptions {
  /** Where it is not played; README.md says why. */
  readonly except?: PlaceName;
  /** It is not played from a recording; README.md says why. */
  readonly isNotRecorded?: boolean;
  /** How it is delivered, when not in all ways; README.md says why. */
  readonly delivered?: readonly Delivery[];
  /** Beside the others of its file: the case itself waits long. */
  readonly isConcurrent?: boolean;
  readonly timeoutMs?: number;
}

/** Plays a case at both places, each time delivered in all ways; the outcome must be the same. */
export type Conforms = (
  title: CaseTitle,
  body: (stage: Stage) => Promise<void>,
  options?: CaseOptions,
) => void;

/** With full programs and tools, unlike the smallest image. */
const image = 'unattend-dev/builder:bookworm';

/** The cases of a test file; they share one container. */
export function conformance(): Conforms {
  let engine: Engine | undefined;
  let container: Container | undefined;
  beforeAll(async () => {
    engine = await testEngine();
    container = await startContainer(engine, { image });
  });
  afterAll(async () => {
    await container?.[Symbol.asyncDispose]();
    await engine?.[Symbol.asyncDispose]();
  });
  return (title, body, options = {}) => {
    const timeoutMs = (options.timeoutMs ?? 60_000) * patience;
    describe(title, () => {
      if (options.isNotRecorded !== true) {
        const play = options.isConcurrent === true ? it.concurrent : it;
        play('from the recording of it', () => playRecorded(body), timeoutMs);
      }
      for (const place of ['host', 'container'] as const) {
        if (place === options.except) continue;
        for (const delivery of options.delivered ?? deliveries) {
          const play = options.isConcurrent === true ? it.concurrent : it;
          play(
            `on the ${place}, delivered ${delivery}`,
            () => told(createStage(place, delivery, place === 'host' ? undefined : container), body),
            timeoutMs,
          );
        }
      }
    });
  };
}

/** A case on this machine, recorded, and the same case with the recordings in the place of the programs. */
async function playRecorded(body: (stage: Stage) => Promise<void>): Promise<void> {
  await using recordings = await openRecordings();
  await told(createStage('host', 'as it comes', undefined, recordings.live), body);
  await told(createStage('host', 'as it comes', undefined, recordings.played), body);
}

/** Plays a case; a failure tells what its programs wrote and were told, and when: of one in a thousand nothing else is left. */
async function told(stage: Stage, body: (stage: Stage) => Promise<void>): Promise<void> {
  const timelines: (() => readonly string[])[] = [];
  const start: Stage['start'] = async (...program) => {
    const player = await stage.start(...program);
    timelines.push(player.timeline);
    return player;
  };
  try {
    await body({ ...stage, start });
  } catch (error) {
    const lines = timelines.flatMap((each, at) => [`program ${at + 1}`, ...each()]);
    throw new Error(`${String(error)}\n${lines.join('\n')}`, { cause: error });
  }
}

/** The code of what a promise rejects with, without its prefix; throws when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && 'errorName' in error) return error as Failure;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** What cases look at of an expected failure. */
export interface Failure extends Error {
  readonly errorName: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;
}
