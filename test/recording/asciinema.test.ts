import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFile } from './support/new-file.js';
import { spawn } from '../../src/index.js';
import { readCast } from '../../src/recording/reader.js';
import { createCastWriter } from '../../src/recording/writer.js';

it('asciinema 2 shows what we write in version 2', async () => {
  const file = newFile();
  const size = { columns: 80, rows: 24 };
  const writer = createCastWriter({ file, format: 2, size, clock: { nowMs: () => 0 } });
  writer.marker('spawn: sh');
  writer.output(Buffer.from('Name: '));
  writer.input('bob\r');
  writer.resize({ columns: 90, rows: 24 });
  writer.output(Buffer.from('bob\r\nhello €\r\n'));
  writer.exit('0');
  writer.close();
  await using asciinema = await spawn(['asciinema', 'cat', file]);
  await asciinema.expect({ eof: true });
  expect(asciinema.before).toBe('Name: bob\nhello €\n');
  await asciinema.exit();
});

it('what asciinema 2 records is read', async () => {
  const file = newFile();
  await using asciinema = await spawn(['asciinema', 'rec', '--stdin', file], {
    size: { columns: 90, rows: 30 },
    env: { SHELL: '/bin/sh', ASCIINEMA_CONFIG_HOME: join(file, '..') },
  });
  await asciinema.expect(/[$#] $/);
  await asciinema.answer("printf 'h\\303\\251llo'; exit 3");
  await asciinema.exit();
  expect(readFileSync(file, 'utf8')).toMatch(/^\{"version": 2, /);
  const { header, events, isCut } = await readCast(file);
  expect(header).toMatchObject({ size: { columns: 90, rows: 30 } });
  const textOf = (kind: string): string =>
    events.map((event) => (event.kind === kind && 'text' in event ? event.text : '')).join('');
  expect(textOf('output')).toMatch(/exit 3\r\nhéllo/);
  expect(textOf('input')).toContain('exit 3\r');
  expect(isCut).toBe(false);
});
