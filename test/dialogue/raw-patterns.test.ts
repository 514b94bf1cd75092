import { expect, it } from 'vitest';
import type { Pattern } from '../../src/dialogue/types.js';
import { byteByByte, checkpoint, dialogue, exchange, play, whole, write } from './support.js';

const raw = (source: string): Pattern => ({ kind: 'raw', text: { kind: 'regexp', source, flags: '' } });

const captures = (pattern: Pattern, into: (string | undefined)[]): ReturnType<typeof exchange> =>
  exchange(pattern, checkpoint, { onMatch: ({ groups }) => into.push(groups[0]) });

it.each([
  ['whole', whole],
  ['byte by byte', byteByByte],
])('of the bytes a match takes what it can, and what follows is for the next: %s', (_, cut) => {
  const seen: (string | undefined)[] = [];
  const items = [raw('\\d+'), raw('[a-z]+'), raw('\\d+')].map((pattern) => captures(pattern, seen));
  const { error } = play(
    function* () {
      yield write('port 80');
      yield { workMs: 15 };
      yield write('80 host 12\r\n');
      yield { workMs: 1000 };
    },
    dialogue(items),
    cut,
  );
  expect([error, seen]).toEqual([undefined, ['8080', 'host', '12']]);
});
