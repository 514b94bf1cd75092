import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/events.js';
import { createTerminalReport } from '../../src/report/terminal.js';
import { createManualClock } from './manual-clock.js';

const place = { file: 'acme.yaml', line: 12, column: 7 };
const step = { kind: 'spawn', text: 'sh install.sh', place } as const;
const output = (text: string): RunEvent => ({ kind: 'output', source: 'terminal', bytes: Buffer.from(text) });
const spawned: RunEvent[] = [
  { kind: 'run-start', session: 'acme-sdk', runId: '8f3a' },
  { kind: 'phase-start', phase: 'deploy' },
  { kind: 'step-start', step },
  { kind: 'terminal-open', size: { columns: 80, rows: 24 }, command: 'sh install.sh' },
];

/** A report on a real terminal's screen. */
function start({ columns = 40, rows = 10, color = false } = {}) {
  const screen = new xterm.Terminal({ cols: columns, rows, convertEol: true, allowProposedApi: true });
  const clock = createManualClock();
  const writes: string[] = [];
  const report = createTerminalReport({
    write: (text) => writes.push(text),
    clock,
    size: () => ({ columns: screen.cols, rows: screen.rows }),
    color,
  });
  let shown = 0;
  const settle = async (): Promise<void> => {
    const text = writes.slice(shown).join('');
    shown = writes.length;
    await new Promise<void>((done) => screen.write(text, done));
  };
  return {
    screen,
    clock,
    writes,
    report,
    settle,
    emit: (...events: RunEvent[]) => events.forEach(report.listen),
    /** The screen's lines down to the cursor, which stands at the beginning of the last. */
    lines: async () => {
      await settle();
      const { baseY, cursorY, cursorX } = screen.buffer.active;
      expect(cursorX).toBe(0);
      return Array.from({ length: baseY + cursorY }, (_, row) =>
        screen.buffer.active.getLine(row)?.translateToString(true),
      );
    },
  };
}

describe('createTerminalReport', () => {
  it('shows the phase, the step and the last four lines, and redraws them in place', async () => {
    const { clock, emit, lines } = start();
    emit(...spawned, output('one\r\n\r\ntwo\r\nthree\r\nfour\r\n\u001b[31mAccept? '));
    clock.pass(100);
    expect(await lines()).toEqual([
      'acme-sdk',
      'deploy   0 s',
      '  spawn sh install.sh  0 s',
      '    two',
      '    three',
      '    four',
      '    Accept?',
    ]);
    clock.pass(64_000);
    emit(output('y\r\ndone\r\n'));
    clock.pass(100);
    expect(await lines()).toEqual([
      'acme-sdk',
      'deploy   1m04s',
      '  spawn sh install.sh  1m04s',
      '    three',
      '    four',
      '    Accept? y',
      '    done',
    ]);
  });

  it('leaves one line of a finished phase, and notices', async () => {
    const { clock, emit, lines } = start();
    emit(...spawned, output('one\r\n'), { kind: 'notice', text: 'never asked for' });
    clock.pass(5000);
    emit({ kind: 'terminal-end', status: 'exit code 0' }, { kind: 'step-end', step, durationMs: 5000 });
    emit({ kind: 'phase-end', phase: 'deploy', durationMs: 5000 }, { kind: 'phase-start', phase: 'seal' });
    emit({ kind: 'progress', what: 'committing' });
    clock.pass(100);
    expect(await lines()).toEqual([
      'acme-sdk',
      'note: never asked for',
      'deploy   5.0 s',
      'seal     0 s',
      '  committing',
    ]);
  });

  it('leaves a clean screen and no timer when it stops', async () => {
    const { clock, report, emit, lines, writes } = start();
    emit(...spawned, output('one\r\n'));
    clock.pass(100);
    expect((await lines()).length).toBe(4);
    report.stop();
    report.stop();
    expect(await lines()).toEqual(['acme-sdk']);
    expect(clock.timers).toBe(0);
    const before = writes.length;
    emit(output('late'), { kind: 'notice', text: 'late' });
    clock.pass(10_000);
    expect(writes.length).toBe(before);
  });

  it('draws at most ten times a second, and once a second when nothing happens', () => {
    const { clock, emit, writes } = start();
    emit(...spawned);
    clock.pass(1000);
    const before = writes.length;
    for (let count = 0; count < 1000; count++) {
      emit(output(`line ${count}\r\n`));
      clock.pass(1);
    }
    expect(writes.length - before).toBeLessThanOrEqual(11);
    const busy = writes.length;
    clock.pass(10_000);
    expect(writes.length - busy).toBe(10);
  });

  it('cuts lines to the width of the terminal, the elapsed time kept', async () => {
    const { clock, emit, lines } = start({ columns: 24 });
    emit(
      { kind: 'phase-start', phase: 'deploy' },
      { kind: 'step-start', step },
      output('日本語日本語日本語日本語\r\n'),
    );
    clock.pass(100);
    expect(await lines()).toEqual(['deploy   0 s', '  spawn sh instal…  0 s', '    日本語日本語日本語…']);
  });

  it('shows what fits on a low terminal', async () => {
    const { clock, emit, lines } = start({ rows: 4 });
    emit(
      { kind: 'phase-start', phase: 'deploy' },
      { kind: 'step-start', step },
      output('1\r\n2\r\n3\r\n4\r\n'),
    );
    clock.pass(100);
    expect(await lines()).toEqual(['deploy   0 s', '  spawn sh install.sh  0 s', '    1']);
  });

  it('redraws in place after the terminal became narrower', async () => {
    const { screen, clock, emit, lines, settle } = start({ columns: 40, rows: 12 });
    emit(
      { kind: 'notice', text: 'kept' },
      { kind: 'phase-start', phase: 'deploy' },
      { kind: 'step-start', step },
    );
    emit(output('a line that is thirty characters\r\n'));
    clock.pass(100);
    await settle();
    screen.resize(20, 12);
    clock.pass(1000);
    expect(await lines()).toEqual([
      'note: kept',
      'deploy   1 s',
      '  spawn sh in…  1 s',
      '    a line that is…',
    ]);
  });

  it('colours nothing with NO_COLOR and never hides the cursor', () => {
    const run = (color: boolean): string => {
      const { clock, emit, writes } = start({ color });
      emit(...spawned, output('\u001b[31mone\r\n'));
      clock.pass(100);
      return writes.join('');
    };
    expect(run(false)).not.toMatch(/\u001b\[[\d;]*m/);
    expect(run(true)).toContain('\u001b[2m    one\u001b[22m\n');
    expect(run(true)).not.toContain('\u001b[?25');
  });
});
