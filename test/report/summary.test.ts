import { describe, expect, it } from 'vitest';
import { UnattendError } from '../../src/errors.js';
import type { RunSummary } from '../../src/events.js';
import { summaryToJson } from '../../src/report/json.js';
import { renderSummary } from '../../src/report/summary.js';
import { sampleReview } from './sample-review.js';

const done: RunSummary = {
  session: 'acme-sdk',
  runId: '8f3a',
  durationMs: 724_000.4,
  phases: [
    { phase: 'prepare', durationMs: 6000.2 },
    { phase: 'deploy', durationMs: 662_000 },
    { phase: 'seal', durationMs: 56_000 },
  ],
  image: {
    id: 'sha256:0123456789abcdef',
    tags: ['acme/sdk:4.3', 'acme/sdk:latest'],
    layersOverBase: 1,
    sizeBytes: 1_990_000_000,
    addedBytes: 1_340_000_000,
  },
  leftOut: [
    { name: 'sdk', sizeBytes: 653_000_000 },
    { name: 'licence', sizeBytes: 1200 },
  ],
  recording: '/tmp/acme.cast',
};

const error = new UnattendError('ENGINE_FAILED', { doing: 'commit', reason: 'no' });
const failed: RunSummary = {
  session: 'acme-sdk',
  runId: '8f3a',
  durationMs: 4000,
  phases: [],
  leftOut: [],
  kept: {
    container: 'unattend-8f3a',
    enter: 'docker exec -it unattend-8f3a sh',
    remove: 'docker rm -f unattend-8f3a',
  },
  error: error,
};

const lines = (summary: RunSummary): string[] => renderSummary(summary, { color: false }).split('\n');

describe('renderSummary', () => {
  it('says what was made', () => {
    expect(lines(done)).toEqual([
      'acme-sdk: done in 12m04s',
      '  image      sha256:0123456789abcdef',
      '             1.99 GB, 1 layer over the base with 1.34 GB',
      '  tags       acme/sdk:4.3',
      '             acme/sdk:latest',
      '  left out   sdk (653 MB)',
      '             licence (1.20 kB)',
      '  phases     prepare 6.0 s, deploy 11m02s, seal 56 s',
      '  recording  /tmp/acme.cast',
      '',
    ]);
  });

  it('says how to enter and remove a container that was kept', () => {
    expect(lines(failed)).toEqual([
      'acme-sdk: failed after 4.0 s (UNATTEND_ENGINE_FAILED)',
      '  kept    container unattend-8f3a',
      '  enter   docker exec -it unattend-8f3a sh',
      '  remove  docker rm -f unattend-8f3a',
      '',
    ]);
  });

  it('says what was called and did nothing, each call once', () => {
    const { session, runId } = done;
    const stubs = ['systemctl enable acme', 'reboot', 'reboot'].map(
      (call) => ({ by: 'stub', call }) as const,
    );
    const fakeCalls = [...stubs, { by: 'services', call: 'invoke-rc.d tinyproxy start' } as const];
    const run: RunSummary = { session, runId, durationMs: 1000, phases: [], leftOut: [], fakeCalls };
    expect(lines(run)).toEqual([
      'acme-sdk: done in 1.0 s',
      '  stubbed      systemctl enable acme',
      '               reboot (2 times)',
      '  not started  invoke-rc.d tinyproxy start',
      '',
    ]);
    const many = Array.from({ length: 22 }, (_, at) => ({ by: 'stub', call: `a ${at}` }) as const);
    expect(lines({ ...run, fakeCalls: many }).slice(-3)).toEqual([
      '           a 19',
      '           and 2 more',
      '',
    ]);
  });

  it('says of a host run only how long it took', () => {
    const { session, runId, durationMs } = done;
    expect(lines({ session, runId, durationMs, phases: [], leftOut: [] })).toEqual([
      'acme-sdk: done in 12m04s',
      '',
    ]);
  });

  it('of a layer that was not made, what it would hold, and its paths when they are asked for', () => {
    const { session, runId } = done;
    const unsealed: RunSummary = {
      session,
      runId,
      durationMs: 1000,
      phases: [],
      leftOut: [],
      review: sampleReview,
    };
    const expected = [
      'acme-sdk: done in 1.0 s',
      '  layer  12 B: 1 added, 1 directory',
      '         nothing was sealed',
      '',
      'size by directory',
      '      12 B  /opt',
      '',
      'not looked at, or not in the layer',
      '  file capabilities: the container has no `getcap`',
    ];
    expect(lines(unsealed)).toEqual([...expected, '']);
    const changes: RunSummary['changes'] = [
      { path: '/etc/old\u001b[2J', kind: 'deleted', isOnlyCopied: false },
      {
        path: '/opt/a\nb',
        kind: 'added',
        isOnlyCopied: false,
        file: { type: 'file', sizeBytes: 12, mode: 0o4755, uid: 0, gid: 77, user: 'root', group: null },
      },
    ];
    expect(lines({ ...unsealed, changes })).toEqual([
      ...expected,
      '',
      '- /etc/old\\x1b[2J',
      '+ -4755 root:77        12 /opt/a\\nb',
      '',
    ]);
    expect(lines({ ...done, review: sampleReview })).toEqual(lines(done));
  });

  it('is coloured when it may be, and says the same', () => {
    const text = renderSummary(done, { color: true });
    expect(text).toContain('\u001b[1macme-sdk\u001b[22m: \u001b[32mdone\u001b[39m in');
    expect(text.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderSummary(done, { color: false }));
  });
});

describe('summaryToJson', () => {
  it('has every field of a good run, in whole milliseconds', () => {
    expect(JSON.stringify(summaryToJson(done))).toBe(
      '{"version":1,"session":"acme-sdk","runId":"8f3a","ok":true,"durationMs":724000,' +
        '"phases":[{"phase":"prepare","durationMs":6000},{"phase":"deploy","durationMs":662000},{"phase":"seal","durationMs":56000}],' +
        '"image":{"id":"sha256:0123456789abcdef","tags":["acme/sdk:4.3","acme/sdk:latest"],"layersOverBase":1,' +
        '"sizeBytes":1990000000,"addedBytes":1340000000},"audit":null,"excluded":[],"changes":null,"review":null,"fakeCalls":[],' +
        '"leftOut":[{"name":"sdk","sizeBytes":653000000},{"name":"licence","sizeBytes":1200}],' +
        '"recording":"/tmp/acme.cast","kept":null,"error":null}',
    );
  });

  it('has every field of a failed run', () => {
    expect(
      JSON.stringify(
        summaryToJson({ ...failed, changes: [{ path: '/a', kind: 'added', isOnlyCopied: false }] }),
      ),
    ).toBe(
      '{"version":1,"session":"acme-sdk","runId":"8f3a","ok":false,"durationMs":4000,"phases":[],"image":null,"audit":null,"excluded":[],' +
        '"changes":[{"path":"/a","kind":"added","isOnlyCopied":false,"type":null,"sizeBytes":null,"mode":null,' +
        '"uid":null,"gid":null,"user":null,"group":null,"target":null,"capabilities":null}],"review":null,"fakeCalls":[],' +
        '"leftOut":[],"recording":null,' +
        '"kept":{"container":"unattend-8f3a","enter":"docker exec -it unattend-8f3a sh","remove":"docker rm -f unattend-8f3a","inputs":null},' +
        '"error":{"code":"UNATTEND_ENGINE_FAILED","message":"The container engine failed to commit: no.",' +
        '"hint":"See the log of the engine; `unattend doctor` shows its state.","exitCode":5,"details":{"doing":"commit","reason":"no"}}}',
    );
  });
});
