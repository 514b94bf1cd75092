import { expect, it } from 'vitest';
import type { Exchange } from '../../src/dialogue/types.js';
import type { NearMiss } from '../../src/errors/dialogue.js';
import {
  answer,
  byteByByte,
  checkpoint,
  dialogue,
  exchange,
  play,
  type Program,
  read,
  whole,
  write,
} from './support.js';

/** What a stall names as most like the question that nobody answers. */
function nearestOf(program: Program, exchanges: readonly Exchange[]): readonly string[] {
  const spec = dialogue(exchanges, { stallMs: 5000 });
  const [first, again] = [whole, byteByByte].map((cut) => {
    const { error } = play(program, spec, cut);
    expect(error?.errorName).toBe('STALLED');
    const { nearest } = error?.details as { readonly nearest: readonly NearMiss[] };
    return nearest.map(({ wanted, seen }) => `${wanted.trim()} | ${seen.trim()}`);
  });
  expect(again).toEqual(first);
  return first ?? [];
}

const asking = (text: string): Exchange => exchange(text, answer('y'));

it('a question above its prompt is compared', () => {
  const nearest = nearestOf(
    function* () {
      yield write('Checking\r\nOverwrite (y/N)?\r\n\r\n\r\n  > ');
      yield read;
    },
    [asking('Overwrite [y/N]?')],
  );
  expect(nearest).toEqual(['Overwrite [y/N]? | Overwrite (y/N)?']);
});

it('what was answered above it is not, nor what stands behind the answer', () => {
  const nearest = nearestOf(
    function* () {
      yield write('Name of the hast: ');
      yield read;
      yield write('Name of the hist: ');
      yield read;
    },
    [asking('Name of the hast:'), asking('Name of the host:')],
  );
  expect(nearest).toEqual(['Name of the hast: | Name of the hist:', 'Name of the host: | Name of the hist:']);
});

it('what a checkpoint has seen is not', () => {
  const nearest = nearestOf(
    function* () {
      yield write('Name of the hast:\r\n> ');
      yield read;
    },
    [exchange('Name of the hast:', checkpoint), asking('host: >')],
  );
  expect(nearest).toEqual(['host:␣> | >', 'Name␣of␣the␣hast: | >']);
});
