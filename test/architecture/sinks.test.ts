import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSources } from './imports.js';
import { sinksOf } from './sinks.js';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/**
 * Every file that lets anything out of the process, and why no secret goes that way. A new one does not belong here because
 * the test fails: what it writes has to come through a redactor first (`src/redact.ts`), and the reason says through which.
 */
const sinks: Readonly<Record<string, string>> = {
  'cli/output.ts':
    'writes reports, failures and results: made of events and summaries, which pipeline/run.ts redacts',
  'cli/junit-file.ts':
    'writes what a replay says, which recording/replay.ts redacts of the values that a recording holds',
  'cli/main.ts': 'listens for a closed stream and writes nothing',
  'cli/listeners.ts': 'asks for the size of the terminal only',
  'cli/commands/doctor.ts': 'asks for the size of the terminal only',
  'cli/write-script-file.ts':
    'writes scripts that were made of recordings, in which secrets stand by their names',
  'cli/record-into-script.ts':
    'hands the terminal to a person: pipeline/handover.ts redacts it; writes answers, of secrets their names',
  'cli/person.ts':
    'hands the terminal to a person: pipeline/handover.ts redacts screen and output, trouble.ts the errors',
  'cli/commands/play.ts': 'writes output of a recording, which was redacted when it was written',
  'cli/recording-person.ts':
    'hands the terminal to the person who records: they see what their program shows them, as without us',
  'recording/record/flags-writer.ts': 'writes numbers of events and what flags of a terminal were',
  'recording/record/held-turn.ts':
    'holds output in memory until it is known what of it is secret; recording/record/sheet.ts redacts it',
  'recording/record/with-secret.ts': 'makes events of what the redactor of the recording lets through',
  'cli/prompt-hidden.ts': 'asks for a secret by its name, before there is a value',
  'library/interact.ts': 'hands the terminal to a person: library/outward.ts redacts screen and output',
  'library/events.ts': 'makes events of what its redactor lets through',
  'pipeline/spawn-step.ts': 'makes events of what the redactor of the run lets through',
  'pipeline/run-step.ts': 'makes events of what the redactor of the run lets through',
  'recording/recording-file.ts': 'writes recordings: made of events, which pipeline/run.ts redacts',
  'recording/cast-parser.ts': 'reads output out of a recording, which was redacted when it was written',
  'pipeline/ledger.ts':
    'writes names, made of the id of the run, and the lines that close a scope: no argument of them is a secret',
  'pipeline/inputs/copy-file.ts': 'copies inputs, which hold no secrets of ours',
  'pipeline/inputs/source-file.ts': 'reads inputs',
  'pipeline/inputs/write-file.ts': 'unpacks inputs, which hold no secrets of ours',
  'terminal/host-proc.ts': 'opens files of /proc to read them',
  'terminal/host.ts': 'writes to the program on the terminal, which is where secrets go',
  'terminal/byte-writer.ts': 'writes to the program on the terminal, which is where secrets go',
  'session/program.ts': 'tells its owner of output; library/events.ts and pipeline/spawn-step.ts redact it',
};

describe('what src lets out', () => {
  const found = new Map(
    [...readSources(src)]
      .map(([file, text]) => [file, sinksOf(text)] as const)
      .filter(([, { size }]) => size > 0),
  );

  it('goes through the redactor: no file but these has a way out', () => {
    const unknown = [...found].filter(([file]) => !(file in sinks));
    expect(unknown.map(([file, ways]) => `${file}: ${[...ways].join(', ')}`)).toEqual([]);
  });

  it('is what the list says: no file on it without one', () => {
    expect(Object.keys(sinks).filter((file) => !found.has(file))).toEqual([]);
  });

  it('is told by the run in one place, and few know the values of its secrets', () => {
    const having = (words: RegExp): readonly string[] =>
      [...readSources(src)]
        .filter(([, text]) => words.test(text))
        .map(([file]) => file)
        .sort();
    expect(having(/\boptions\.onEvent\b/)).toEqual(['pipeline/run.ts']);
    expect(having(/\bplan\.secrets\b/)).toEqual([
      'cli/plan-text.ts', // prints their names
      'cli/record-into-script.ts', // knows them again when a person types them
      'pipeline/run-parts.ts',
      'pipeline/run.ts',
    ]);
  });
});

it.each([
  ["process.stdout.write('x');", 'process.stdout'],
  ["const { stderr: out } = process; out.write('x');", 'process.stderr'],
  ["process['stderr'].write('x');", "process['stderr']"],
  ["console.log('x');", 'console'],
  ["import { appendFileSync as add } from 'node:fs';", 'appendFileSync of node:fs'],
  ["import { open, stat } from 'fs/promises';", 'open of fs/promises'],
  ["import * as fs from 'node:fs';", 'all of node:fs'],
  ["import fs from 'node:fs/promises';", 'all of node:fs/promises'],
  ["export * from 'node:fs';", 'all of node:fs'],
  ["await import('node:fs');", 'import() of node:fs'],
  ["emit({ kind: 'output', source: 'command', bytes });", 'an output event'],
])('the test of sinks sees %s', (text, way) => {
  expect([...sinksOf(text)]).toEqual([way]);
});

it('the test of sinks passes over what only reads', () => {
  expect([
    ...sinksOf(
      "import { readFile } from 'node:fs/promises'; import type { FileHandle } from 'node:fs/promises';",
    ),
  ]).toEqual([]);
});
