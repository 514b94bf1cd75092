import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { sessionJsonSchema } from '../../src/script/json-schema.js';
import { readPage, root } from './markdown.js';

describe('what is made from the code', () => {
  test('is as it would be made now', async () => {
    const check = promisify(execFile)(process.execPath, [resolve(root, 'bin/docs.mjs'), '--check']);
    await expect(check).resolves.toEqual({ stdout: '', stderr: '' });
  });
  test('the JSON Schema is that of the sources, key by key', async () => {
    const written = await readPage('schema/session.schema.json');
    expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(sessionJsonSchema()));
  });
});
