import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readSources } from './imports.js';
import { sinksOf } from './sinks.js';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/**
 * Every file that lets anything out of the process, and why no secret goes that way. A new one does not belong here because
 * the test fails: what it writes has to come through a redactor first (`src/redact.ts`), and the reason says through which.
 */
const sinks: Readonly<Record<string, readonly [why: string, ...ways: string[]]>> = {
  'cli/output.ts': [
    'writes reports, failures and results: made of events and summaries, which pipeline/run.ts redacts',
    'process.stderr',
    'process.stdout',
  ],
  'cli/junit-file.ts': [
    'writes what a replay says, which recording/replay.ts redacts of the values that a recording holds',
    'writeFile of node:fs/promises',
  ],
  'cli/main.ts': ['listens for a closed stream and writes nothing', 'process.stderr', 'process.stdout'],
  'cli/listeners.ts': ['asks for the size of the terminal only', 'process.stderr'],
  'cli/commands/doctor.ts': ['asks for the size of the terminal only', 'process.stderr'],
  'cli/write-script-file.ts': [
    'writes scripts that were made of recordings, in which secrets stand by their names',
    'writeFile of node:fs/promises',
    'writeFileSync of node:fs',
  ],
  'cli/person.ts': [
    'hands the terminal to a person: pipeline/handover.ts redacts screen and output, trouble.ts the errors',
    'process.stderr',
  ],
  'cli/commands/play.ts': [
    'writes output of a recording, which was redacted when it was written',
    'process.stdout',
  ],
  'cli/recording-terminal.ts': [
    'hands the terminal to the person who records: they see what their program shows them, as without us; that of a script is redacted by pipeline/handover.ts',
    'process.stderr',
  ],
  'recording/record/flags-writer.ts': [
    'writes numbers of events and what flags of a terminal were',
    'appendFileSync of node:fs',
    'writeFileSync of node:fs',
  ],
  'recording/record/held-turn.ts': [
    'holds output in memory until it is known what of it is secret; recording/record/sheet.ts redacts it',
    'an output event',
  ],
  'recording/record/with-secret.ts': [
    'makes events of what the redactor of the recording lets through',
    'an output event',
  ],
  'recording/record/without-text.ts': [
    'makes events of what shows nothing of a text, which the sheet lets through the redactor',
    'an output event',
  ],
  'dialogue/timed-search.ts': ['asks for the processor time that was used only', 'process.cpuUsage'],
  'cli/prompt-hidden.ts': ['asks for a secret by its name, before there is a value', 'process.stderr'],
  'library/interact.ts': [
    'hands the terminal to a person: library/outward.ts redacts screen and output',
    'process.stdout',
  ],
  'library/events.ts': ['makes events of what its redactor lets through', 'an output event'],
  'pipeline/spawn-step.ts': ['makes events of what the redactor of the run lets through', 'an output event'],
  'pipeline/run-step.ts': ['makes events of what the redactor of the run lets through', 'an output event'],
  'recording/recording-file.ts': [
    'writes recordings: made of events, which pipeline/run.ts redacts',
    'openSync of node:fs',
    'writeSync of node:fs',
  ],
  'recording/cast-parser.ts': [
    'reads output out of a recording, which was redacted when it was written',
    'an output event',
  ],
  'pipeline/ledger.ts': [
    'writes names, made of the id of the run, and the lines that close a scope: no argument of them is a secret',
    'writeFileSync of node:fs',
  ],
  'pipeline/inputs/copy-file.ts': [
    'copies inputs, which hold no secrets of ours',
    'copyFile of node:fs/promises',
    'open of node:fs/promises',
  ],
  'pipeline/inputs/source-file.ts': ['reads inputs', 'open of node:fs/promises'],
  'pipeline/inputs/write-file.ts': [
    'unpacks inputs, which hold no secrets of ours',
    'open of node:fs/promises',
  ],
  'sync-directory.ts': ['opens directories to have them written to the disk', 'openSync of node:fs'],
  'terminal/host-proc.ts': [
    'opens files of /proc to read them, and asks stty about a terminal of a program',
    'execFile of node:child_process',
    'openSync of node:fs',
  ],
  'terminal/host-echo.ts': [
    'asks stty whether a terminal of a program echoes',
    'execFile of node:child_process',
  ],
  'terminal/host.ts': [
    'writes to the program on the terminal, which is where secrets go',
    'openSync of node:fs',
    'writeSync of node:fs',
  ],
  'terminal/byte-writer.ts': [
    'writes to the program on the terminal, which is where secrets go',
    'writeSync of node:fs',
  ],
  'session/program.ts': [
    'tells its owner of output; library/events.ts and pipeline/spawn-step.ts redact it',
    'an output event',
  ],
  'cli/secrets.ts': [
    'starts the program that tells a secret, and reads one from a pipe',
    'Socket of node:net',
    'openSync of node:fs',
    'spawn of node:child_process',
  ],
  'engine/ping.ts': ['asks the engine for its version', 'request of node:http', 'request of node:https'],
  'pipeline/busy.ts': ['keeps the cores busy with a text of its own', 'Worker of node:worker_threads'],
  'pipeline/host-workplace.ts': [
    'starts the steps of the script, which get what the script gives them',
    'spawn of node:child_process',
  ],
  'pipeline/inputs/command-decoder.ts': [
    'unpacks inputs, which hold no secrets of ours',
    'spawn of node:child_process',
  ],
  'pipeline/stream-inputs.ts': [
    'packs inputs with tar, which hold no secrets of ours',
    'spawn of node:child_process',
  ],
  'pipeline/watch.ts': ['starts the watcher with the name of the ledger', 'spawn of node:child_process'],
  'session/keyboard.ts': ['runs stty on the terminal of the person', 'spawnSync of node:child_process'],
  'terminal/host-pty.ts': ['loads node-pty', 'createRequire of node:module'],
  'terminal/screen-emulator.ts': ['loads the emulator', 'createRequire of node:module'],
};

describe('what src lets out', () => {
  const found = new Map(
    [...readSources(src)]
      .map(([file, text]) => [file, sinksOf(text)] as const)
      .filter(([, { size }]) => size > 0),
  );

  it('goes through the redactor: no file has another way out than these', () => {
    const listed = Object.entries(sinks).map(([file, [, ...ways]]) => [file, ways] as const);
    const seen = [...found].map(([file, ways]) => [file, [...ways].sort()] as const);
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(listed));
  });

  it('is told by the run in one place, and few know the values of its secrets', () => {
    const having = (words: RegExp): readonly string[] =>
      [...readSources(src)]
        .filter(([, text]) => words.test(text))
        .map(([file]) => file)
        .sort();
    expect(having(/\boptions\.onEvent\b/)).toEqual(['pipeline/run.ts']);
    expect(having(/\bplan\.secrets\b/)).toEqual([
      'cli/commands/run.ts', // hides them in the command that reproduces the run
      'cli/plan-text.ts', // prints their names
      'cli/record-into-script.ts', // knows them again when a person types them
      'pipeline/run-parts.ts',
      'pipeline/traces.ts', // hides them and looks for them
    ]);
  });
});

it.each([
  ["process.stdout.write('x');", 'process.stdout'],
  ["const { stderr: out } = process; out.write('x');", 'process.stderr'],
  ["process['stderr'].write('x');", "process['stderr']"],
  ["console.log('x');", 'console'],
  ['const say = console.log;', 'console'],
  ["process.emitWarning('x');", 'process.emitWarning'],
  ["process.getBuiltinModule('node:fs').writeFileSync('a', 'x');", 'process.getBuiltinModule'],
  ['process.report.writeReport();', 'process.report'],
  ["globalThis['process'].stdout.write('x');", 'globalThis'],
  ["globalThis.process.stdout.write('x');", 'globalThis'],
  ["const { console: say } = globalThis; say.log('x');", 'globalThis'],
  ['write(process);', 'process by another name'],
  ['const all = { process };', 'process by another name'],
  ['const { stdin, ...rest } = process;', 'process by another name'],
  ['const { [name]: way } = process;', 'process by another name'],
  ["await fetch('http://a', { body });", 'fetch'],
  ['const send = fetch;', 'fetch'],
  ["new WebSocket('ws://a').send('x');", 'WebSocket'],
  ["new EventSource('http://a?x');", 'EventSource'],
  ["new BroadcastChannel('a').postMessage('x');", 'BroadcastChannel'],
  ["eval('x');", 'eval'],
  ["new Function('x')();", 'Function'],
  ["require('fs');", 'require'],
  ["import { appendFileSync as add } from 'node:fs';", 'appendFileSync of node:fs'],
  ["import { open, stat } from 'fs/promises';", 'open of fs/promises'],
  ["import * as fs from 'node:fs';", 'all of node:fs'],
  ["import fs from 'node:fs/promises';", 'all of node:fs/promises'],
  ["export * from 'node:fs';", 'all of node:fs'],
  ["await import('node:fs');", 'import() of node:fs'],
  ['await import(name);', 'import() of name'],
  ["import { promises } from 'node:fs';", 'promises of node:fs'],
  ["import { stdout } from 'node:process';", 'stdout of node:process'],
  ["import process from 'node:process';", 'all of node:process'],
  ['const all = process;', 'process by another name'],
  ["import { WriteStream } from 'node:tty';", 'WriteStream of node:tty'],
  ["import { connect } from 'node:net';", 'connect of node:net'],
  ["import { spawn } from 'node:child_process';", 'spawn of node:child_process'],
  ["import { createRequire } from 'node:module';", 'createRequire of node:module'],
  ["emit({ kind: 'output', source: 'command', bytes });", 'an output event'],
])('the test of sinks sees %s', (text, way) => {
  expect([...sinksOf(text)]).toEqual([way]);
});

it.each([
  "import { readFile } from 'node:fs/promises'; import type { FileHandle } from 'node:fs/promises';",
  'const { stdin } = process; process.on("exit", end); const { PATH } = process.env;',
  'const f = (process: Opened): string => process.links.get(process.pid);',
  'const process = look(); if (process.stdout) store.fetch(process);',
  'const names = { fetch: 1, console: 2 }; names.fetch = client.require(names.console);',
  'type Send = typeof fetch; interface Has { fetch(): void; process: string }',
])('the test of sinks passes over what only reads, and what is called alike: %s', (text) => {
  expect([...sinksOf(text)]).toEqual([]);
});
