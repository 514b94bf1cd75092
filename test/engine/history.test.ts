import { expect, test } from 'vitest';
import { restoreHistory, type WireHistoryEntry } from '../../src/engine/history.js';

const entry = (by: string, size: number): WireHistoryEntry => ({
  Created: 0,
  CreatedBy: by,
  Comment: '',
  Size: size,
});

/** Which entries, oldest first, are taken for layers. */
function layers(oldestFirst: readonly WireHistoryEntry[], layerCount: number): (string | undefined)[] {
  return restoreHistory(oldestFirst.toReversed(), layerCount)
    .filter((one) => !one.empty_layer)
    .map((one) => one.created_by);
}

test('entries with a size are layers', () => {
  const entries = [entry('/bin/sh -c #(nop) ADD file', 9), entry('/bin/sh -c #(nop)  CMD ["sh"]', 0)];
  expect(layers(entries, 1)).toEqual(['/bin/sh -c #(nop) ADD file']);
});

test('of the others, those that are not plain metadata are', () => {
  const entries = [
    entry('/bin/sh -c #(nop) ADD file', 9),
    entry('/bin/sh -c #(nop)  ENV A=1', 0),
    entry('/bin/sh -c #(nop) WORKDIR /work', 0),
    entry('USER app', 0),
    entry('RUN /bin/sh -c true # buildkit', 0),
  ];
  expect(layers(entries, 3)).toEqual([
    '/bin/sh -c #(nop) ADD file',
    '/bin/sh -c #(nop) WORKDIR /work',
    'RUN /bin/sh -c true # buildkit',
  ]);
});

test('leaves out what is empty', () => {
  expect(restoreHistory([{ Created: 1, CreatedBy: '', Comment: 'Imported from -', Size: 5 }], 1)).toEqual([
    { created: '1970-01-01T00:00:01.000Z', comment: 'Imported from -' },
  ]);
});
