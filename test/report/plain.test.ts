import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/events.js';
import { createPlainReport, type PlainOptions } from '../../src/report/plain.js';
import { createManualClock } from './manual-clock.js';

const size = { columns: 80, rows: 24 };
const place = { file: 'acme.yaml', line: 12, column: 7 };
const step = { kind: 'spawn', text: 'sh install.sh', place } as const;
const output = (text: string, source: 'terminal' | 'command' = 'terminal'): RunEvent => ({
  kind: 'output',
  source,
  bytes: Buffer.from(text),
});

function start(options?: PlainOptions) {
  const clock = createManualClock();
  let text = '';
  const report = createPlainReport((piece) => (text += piece), clock, options);
  return {
    clock,
    report,
    emit: (...events: RunEvent[]) => events.forEach(report.listen),
    /** What was written since the last call. */
    written: () => {
      const lines = text.split('\n');
      text = '';
      return lines;
    },
  };
}

const spawned: RunEvent[] = [
  { kind: 'phase-start', phase: 'deploy' },
  { kind: 'step-start', step },
  { kind: 'terminal-open', size, command: 'sh install.sh' },
];

describe('createPlainReport', () => {
  it('prints one line per event with the local time', () => {
    const { clock, emit, written } = start();
    emit(
      { kind: 'run-start', session: 'acme-sdk', runId: '8f3a' },
      { kind: 'phase-start', phase: 'prepare' },
    );
    clock.pass(1000);
    emit({ kind: 'progress', what: 'unpacking sdk' });
    clock.pass(5000);
    emit({ kind: 'phase-end', phase: 'prepare', durationMs: 6000 }, ...spawned, output('Accept? [y/n] '));
    clock.pass(1000);
    emit(
      { kind: 'exchange', pattern: 'Accept?', place: { ...place, line: 14 } },
      { kind: 'typed', text: 'y\r' },
    );
    emit({ kind: 'notice', text: 'one answer was never asked for' });
    emit(output('y\r\nInstalling\r\n'));
    clock.pass(20_000);
    emit({ kind: 'terminal-end', status: 'exit code 0' }, { kind: 'step-end', step, durationMs: 21_000 });
    emit({ kind: 'phase-end', phase: 'deploy', durationMs: 64_000 });
    expect(written()).toEqual([
      '12:03:44 acme-sdk (run 8f3a)',
      '12:03:44 prepare',
      '12:03:45   unpacking sdk',
      '12:03:50 prepare took 6.0 s',
      '12:03:50 deploy',
      '12:03:50   spawn sh install.sh (acme.yaml:12:7)',
      '12:03:51     "Accept?" (acme.yaml:14:7)',
      '12:03:51     typed "y" enter',
      '12:03:51   note: one answer was never asked for',
      '12:04:11     ended: exit code 0',
      '12:04:11   spawn took 21 s',
      '12:04:11 deploy took 1m04s',
      '',
    ]);
  });

  it('prints what programs print when it is verbose, as a person would have read it', () => {
    const { emit, written } = start({ isVerbose: true });
    emit(
      ...spawned,
      output('\u001b[1mAcme\u001b[0m installer\r\n\r\n 10 %\r 20'),
      output(' %\r100 %\r\n::error::x\r\nPath: '),
    );
    emit({ kind: 'typed', text: '/opt\r' }, output('/opt\r\n'), output('bye'));
    emit({ kind: 'terminal-end', status: 'exit code 0' }, { kind: 'step-end', step, durationMs: 100 });
    emit({ kind: 'step-start', step: { ...step, kind: 'run', text: 'ls' } }, output('bin\nlib', 'command'));
    emit({ kind: 'step-end', step: { ...step, kind: 'run', text: 'ls' }, durationMs: 100 });
    expect(written().map((line) => line.slice(9))).toEqual([
      'deploy',
      '  spawn sh install.sh (acme.yaml:12:7)',
      '    | Acme installer',
      '    | 100 %',
      '    | ::error::x',
      '    typed "/opt" enter',
      '    | Path: /opt',
      '    | bye',
      '    ended: exit code 0',
      '  spawn took 0.1 s',
      '  run ls (acme.yaml:12:7)',
      '    | bin',
      '    | lib',
      '  run took 0.1 s',
      '',
    ]);
  });

  it('loses no line of much output', () => {
    const { emit, written } = start({ isVerbose: true });
    const lines = Array.from({ length: 40_000 }, (_, index) => `line ${index}`);
    emit(...spawned, output(lines.join('\r\n')), { kind: 'terminal-end', status: 'exit code 0' });
    expect(written().slice(2, -2)).toEqual(lines.map((line) => `12:03:44     | ${line}`));
  });

  it('lets no control character and no command for a CI service through', () => {
    const { emit, written } = start({ isVerbose: true });
    emit(
      { kind: 'notice', text: 'a\n::error::b' },
      { kind: 'exchange', pattern: '\u001b[31m##[group]x', place },
      { kind: 'typed', text: '##vso[x]\u0001\r' },
      output('\u009b2J##[error]y\u0000\n', 'command'),
    );
    expect(written()).toEqual([
      '12:03:44   note: a ::error::b',
      '12:03:44     "# #[group]x" (acme.yaml:12:7)',
      '12:03:44     typed "# #vso[x]" ctrl-a enter',
      '12:03:44     | # #[error]y',
      '',
    ]);
  });

  it('says every 30 s that a silent installer is still running', () => {
    const { clock, emit, written } = start();
    emit(...spawned, output('Copying files\r\n'));
    clock.pass(29_999);
    expect(written().length).toBe(3);
    clock.pass(1);
    expect(written()).toEqual(['12:04:14   still running after 30 s, silent for 30 s', '']);
    clock.pass(60_000);
    expect(written()).toEqual([
      '12:04:44   still running after 1m00s, silent for 1m00s',
      '12:05:14   still running after 1m30s, silent for 1m30s',
      '',
    ]);
  });

  it('shows the last line of an installer that is not silent', () => {
    const { clock, emit, written } = start();
    emit(...spawned);
    clock.pass(20_000);
    emit(output('Copying\r\n\u001b[32mlib/a.so'));
    clock.pass(10_000);
    expect(written().at(-2)).toBe('12:04:14   still running after 30 s: lib/a.so');
  });

  it('says where it is when no program runs', () => {
    const { clock, emit, written } = start({ silenceMs: 10_000 });
    emit({ kind: 'phase-start', phase: 'seal' });
    clock.pass(10_000);
    expect(written()).toEqual(['12:03:44 seal', '12:03:54   still in seal after 10 s', '']);
    emit({ kind: 'step-start', step });
    clock.pass(5_000);
    emit({ kind: 'step-end', step, durationMs: 5_000 });
    clock.pass(10_000);
    expect(written().at(-2)).toBe('12:04:09   still in seal after 25 s');
  });

  it('leaves no timer and writes nothing after its end but what a program had begun to say', () => {
    const { clock, report, emit, written } = start({ isVerbose: true });
    emit(...spawned, output('half a li'));
    report.stop();
    report.stop();
    emit({ kind: 'notice', text: 'late' });
    clock.pass(100_000);
    expect(written().slice(2)).toEqual(['12:03:44     | half a li', '']);
    expect(clock.timers).toBe(0);
  });
});
