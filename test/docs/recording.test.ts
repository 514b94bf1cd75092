import { expect, it } from 'vitest';
import { kinds } from '../../src/recording/generate/volatile-kinds.js';
import { readPage, tableAfter } from './markdown.js';

it('the page about recordings lists every class of what varies', async () => {
  const page = await readPage('docs/recording.md');
  const listed = tableAfter(page, page.indexOf('### What varies')).flatMap(({ cells: [names = ''] }) =>
    names.split(', '),
  );
  const own = ['user name', 'answer given before', 'default in brackets'];
  expect([...new Set(listed)].sort()).toEqual(
    [...new Set([...kinds.map(({ name }) => name), ...own])].sort(),
  );
});
