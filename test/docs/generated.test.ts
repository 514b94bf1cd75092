import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { partJsonSchema, sessionJsonSchema } from '../../src/script/json-schema.js';
import { readPage, root } from './markdown.js';

describe('what is made from the code', () => {
  test('is as it would be made now', async () => {
    const check = promisify(execFile)(process.execPath, [resolve(root, 'bin/docs.mjs'), '--check']);
    await expect(check).resolves.toEqual({ stdout: '', stderr: '' });
  });
  test.each([
    ['session', sessionJsonSchema],
    ['part', partJsonSchema],
  ])('the JSON Schema of a %s is that of the sources, key by key', async (kind, schema) => {
    const written = await readPage(`schema/${kind}.schema.json`);
    expect(JSON.stringify(JSON.parse(written))).toBe(JSON.stringify(schema()));
  });
});
