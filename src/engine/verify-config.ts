import { isDeepStrictEqual } from 'node:util';
import { UnattendError } from '../errors.js';
import type { ImageConfig } from './engine.js';
import { fromWire, toWire } from './image-config.js';

/** The first field in which an image's configuration is not the one asked for. */
export function findDifference(
  asked: ImageConfig,
  actual: ImageConfig,
): { readonly field: keyof ImageConfig; readonly expected: string; readonly actual: string } | undefined {
  // Through the engine's form and back, so that null and an empty list, or the order of ports, make no difference.
  const expected = fromWire(toWire(asked));
  const fields = Object.keys(expected) as (keyof ImageConfig)[];
  const field = fields.find((name) => !isDeepStrictEqual(expected[name], actual[name]));
  return field && { field, expected: JSON.stringify(expected[field]), actual: JSON.stringify(actual[field]) };
}

/** Throws `IMAGE_CONFIG` naming the first field that differs. */
export function mustEqual(asked: ImageConfig, actual: ImageConfig): void {
  const difference = findDifference(asked, actual);
  if (difference) {
    throw new UnattendError('IMAGE_CONFIG', difference);
  }
}
