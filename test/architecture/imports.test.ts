import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, readSources } from './imports.js';
import { roomOf, violations } from './rules.js';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const check = (files: Readonly<Record<string, string>>): readonly string[] =>
  violations(importsOf(new Map(Object.entries(files))));

describe('the rooms of src', () => {
  const sources = readSources(src);

  it('import one way', () => {
    expect(sources.size).toBeGreaterThan(50);
    expect(violations(importsOf(sources))).toEqual([]);
  });

  it('are the ones the architecture names', () => {
    const rooms = readdirSync(src, { withFileTypes: true }).map(({ name }) => roomOf(name));
    const known = [
      'audit',
      'cli',
      'dialogue',
      'engine',
      'errors',
      'events',
      'index',
      'library',
      'pipeline',
      'recording',
      'redact',
      'report',
      'running-time',
      'scope',
      'screen',
      'script',
      'session',
      'sync-directory',
      'terminal',
    ];
    expect(rooms.filter((room) => !known.includes(room))).toEqual([]);
  });
});

/** Each rule broken once. */
describe.each([
  [
    'a room above',
    { 'dialogue/a.ts': "import { x } from '../session/b.js';" },
    'dialogue/a.ts imports session/b.ts: session lies above dialogue',
  ],
  [
    'a type from a room above',
    { 'engine/a.ts': "import type { X } from '../pipeline/b.js';" },
    'engine/a.ts imports pipeline/b.ts: pipeline lies above engine',
  ],
  [
    'a room beside',
    { 'report/a.ts': "import { x } from '../pipeline/b.js';" },
    'report/a.ts imports pipeline/b.ts: rooms of one level do not import each other',
  ],
  [
    'session and engine',
    { 'session/a.ts': "import { x } from '../engine/b.js';" },
    'session/a.ts imports engine/b.ts: rooms of one level do not import each other',
  ],
  [
    'a re-export',
    { 'terminal/a.ts': "export * from '../cli/b.js';" },
    'terminal/a.ts imports cli/b.ts: cli lies above terminal',
  ],
  [
    'import()',
    { 'redact.ts': "await import('./cli/b.js');" },
    'redact.ts imports cli/b.ts: cli lies above redact',
  ],
  [
    'import types',
    { 'errors.ts': "type X = import('./script/b.js').X;" },
    'errors.ts imports script/b.ts: script lies above errors',
  ],
  [
    'a file in no room',
    { 'helpers/a.ts': "import { x } from '../errors.js';" },
    'helpers/a.ts is in no room',
  ],
  [
    'node-pty',
    { 'session/a.ts': "import pty from 'node-pty';" },
    'session/a.ts imports node-pty: only terminal/host* may',
  ],
  [
    'dockerode',
    { 'pipeline/a.ts': "import type D from 'dockerode';" },
    'pipeline/a.ts imports dockerode: only engine/ may',
  ],
  [
    'chalk',
    { 'pipeline/a.ts': "import chalk from 'chalk';" },
    'pipeline/a.ts imports chalk: only cli/ and report/ may',
  ],
  [
    'zod',
    { 'dialogue/a.ts': "import { z } from 'zod';" },
    'dialogue/a.ts imports zod: only script/ and index.ts may',
  ],
  ['yaml', { 'cli/a.ts': "import { parse } from 'yaml';" }, 'cli/a.ts imports yaml: only script/ may'],
  [
    'a cycle',
    { 'script/a.ts': "import './b.js';", 'script/b.ts': "import './a.js';" },
    'cycle: script/a.ts -> script/b.ts -> script/a.ts',
  ],
])('the import test finds %s', (_, files, sentence) => {
  it('and names the path', () => {
    expect(check(files)).toEqual([sentence]);
  });
});

it('a tree that keeps the rules has no violation', () => {
  expect(
    check({
      'engine/a.ts': "import type { T } from '../terminal/t.js'; import D from 'dockerode';",
      'terminal/t.ts': "import '../errors.js';",
    }),
  ).toEqual([]);
});
