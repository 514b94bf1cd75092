import { chmodSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newFile } from './support/new-file.js';
import { UnattendError } from '../../src/errors.js';
import type { RunEvent } from '../../src/events.js';
import { formatMarker, parseMarker } from '../../src/recording/marker.js';
import { parseCast, readCast } from '../../src/recording/reader.js';
import { createRecorder } from '../../src/recording/recorder.js';
import { createCastWriter, type CastWriter } from '../../src/recording/writer.js';

const size = { columns: 80, rows: 24 };
const utf8 = (text: string): Buffer => Buffer.from(text);

const emptyCast = '{"version":3,"term":{"cols":80,"rows":24}}\n';

function start(file: string, format?: 2): { writer: CastWriter; pass: (ms: number) => void } {
  let nowMs = 5000;
  const clock = { nowMs: () => nowMs };
  const writer = createCastWriter({ file, size, clock, ...(format !== undefined && { format }) });
  return { writer, pass: (ms) => (nowMs += ms) };
}

/** Writes one event of each kind; returns their indices and the lines of the file. */
function writeAll(format?: 2): { indices: readonly (number | undefined)[]; lines: readonly string[] } {
  const file = newFile();
  let nowMs = 1000;
  const writer = createCastWriter({
    file,
    size,
    title: 'acme-sdk',
    command: 'unattend run acme.yaml',
    startedAtSeconds: 1_700_000_000.7,
    clock: { nowMs: () => nowMs },
    ...(format !== undefined && { format }),
  });
  nowMs += 250.1234;
  const first = writer.output(utf8('Accept? "y"\r\n\u001b[1m\u2028'));
  nowMs += 1000;
  const indices = [
    first,
    writer.input('y\r'),
    writer.resize(size),
    writer.resize({ columns: 100, rows: 40 }),
    writer.output(Uint8Array.of()),
    writer.input(''),
    writer.marker('end'),
    writer.exit('3'),
  ];
  writer.close();
  indices.push(writer.input('late'));
  return { indices, lines: readFileSync(file, 'utf8').split('\n') };
}

describe('createCastWriter', () => {
  it('writes an asciicast v3 with intervals, and tells the index of each event', () => {
    expect(writeAll()).toEqual({
      indices: [0, 1, undefined, 2, undefined, undefined, 3, 4, undefined],
      lines: [
        '{"version":3,"term":{"cols":80,"rows":24},"timestamp":1700000000,"title":"acme-sdk","command":"unattend run acme.yaml"}',
        '[0.250123,"o","Accept? \\"y\\"\\r\\n\\u001b[1m\u2028"]',
        '[1,"i","y\\r"]',
        '[0,"r","100x40"]',
        '[0,"m","end"]',
        '[0,"x","3"]',
        '',
      ],
    });
  });

  it('writes an asciicast v2 with absolute seconds, which has no exit', () => {
    expect(writeAll(2)).toEqual({
      indices: [0, 1, undefined, 2, undefined, undefined, 3, undefined, undefined],
      lines: [
        '{"version":2,"width":80,"height":24,"timestamp":1700000000,"title":"acme-sdk","command":"unattend run acme.yaml"}',
        '[0.250123,"o","Accept? \\"y\\"\\r\\n\\u001b[1m\u2028"]',
        '[1.250123,"i","y\\r"]',
        '[1.250123,"r","100x40"]',
        '[1.250123,"m","end"]',
        '',
      ],
    });
  });

  it('rounds no interval: their sum is the time that has passed, to the microsecond', () => {
    const file = newFile();
    const { writer, pass } = start(file);
    for (let count = 0; count < 3000; count++) {
      pass(0.0004); // rounded by itself it would be no time at all
      writer.marker('');
    }
    writer.close();
    const intervals = readFileSync(file, 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((line) => Math.round((JSON.parse(line) as [number])[0] * 1e6));
    expect(intervals.reduce((sum, each) => sum + each, 0)).toBe(1200);
  });

  it('writes what is left of a character before the exit', () => {
    const file = newFile();
    const { writer } = start(file);
    writer.output(Uint8Array.of(0xf0, 0x9f));
    expect(writer.exit('0')).toBe(1);
    writer.close();
    expect(readFileSync(file, 'utf8')).toBe(`${emptyCast}[0,"o","\ufffd"]\n[0,"x","0"]\n`);
  });

  it('has every event in the file when the call returns', () => {
    const file = newFile();
    const { writer } = start(file);
    expect(readFileSync(file, 'utf8')).toBe(emptyCast);
    writer.output(utf8('one'));
    expect(readFileSync(file, 'utf8')).toBe(`${emptyCast}[0,"o","one"]\n`);
    writer.close();
  });

  it('joins characters that are cut, with other events between their parts', () => {
    const file = newFile();
    const { writer } = start(file);
    const bytes = utf8('a€');
    writer.output(bytes.subarray(0, 2));
    writer.input('y');
    writer.output(bytes.subarray(2));
    writer.output(Uint8Array.of(0xf0, 0x9f));
    writer.endOutput();
    writer.output(utf8('b'));
    writer.close();
    expect(readFileSync(file, 'utf8').split('\n').slice(1)).toEqual([
      '[0,"o","a"]',
      '[0,"i","y"]',
      '[0,"o","€"]',
      '[0,"o","\ufffd"]',
      '[0,"o","b"]',
      '',
    ]);
  });

  it('makes a file for its owner only, whatever was there before', () => {
    const file = newFile();
    writeFileSync(file, 'an old recording that is longer than the new one\n'.repeat(9));
    chmodSync(file, 0o644);
    const { writer } = start(file);
    writer.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(emptyCast);
  });

  it('replaces a symbolic link, not the file it leads to', () => {
    const file = newFile();
    writeFileSync(`${file}.other`, 'kept');
    symlinkSync(`${file}.other`, file);
    start(file).writer.close();
    expect(readFileSync(`${file}.other`, 'utf8')).toBe('kept');
  });

  it('writes to a device without replacing it', () => {
    const { writer } = start('/dev/null');
    writer.output(utf8('gone'));
    writer.close();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each([
    ['/no/such/place/run.cast', 'its directory does not exist'],
    ['/dev/null/run.cast', 'its directory is a file'],
    ['/usr', 'it is a directory'],
  ])('says why %s cannot be written', (file, reason) => {
    expect(() => start(file)).toThrow(
      expect.objectContaining({
        code: 'UNATTEND_USAGE',
        message: `Cannot write the recording ${file}: ${reason}.`,
        hint: 'Give --recording a file in a directory that exists and that you may write to.',
      }),
    );
  });

  it('leaves nothing beside a file it cannot replace', () => {
    const directory = dirname(newFile());
    const file = join(directory, 'run.cast');
    start(file).writer.close();
    expect(() => start(join(file, 'x'))).toThrow('its directory is a file');
    expect(readdirSync(directory)).toEqual(['run.cast']);
  });

  it('throws NO_SPACE for a header that does not fit', () => {
    expect(() => start('/dev/full')).toThrow(
      expect.objectContaining({
        code: 'UNATTEND_NO_SPACE',
        message: 'No space left to write the recording /dev/full: ENOSPC.',
      }),
    );
  });

  it('writes nothing more after a write failed, and throws that failure once when it is closed', () => {
    const written: string[] = [];
    const failure = new UnattendError('NO_SPACE', { doing: 'write', reason: 'ENOSPC' });
    let isFull = false;
    let closed = 0;
    const writer = createCastWriter({
      file: 'run.cast',
      size,
      clock: { nowMs: () => 0 },
      openFile: (_, firstLine) => {
        written.push(firstLine);
        return {
          append(line) {
            if (isFull) throw failure;
            written.push(line);
          },
          replace: () => {
            throw failure;
          },
          close: () => (closed += 1),
        };
      },
    });
    isFull = true;
    expect(writer.output(utf8('lost'))).toBeUndefined();
    isFull = false;
    expect(writer.output(utf8('dropped'))).toBeUndefined();
    expect(() => writer.close()).toThrow(failure);
    writer.close();
    expect(written).toEqual([emptyCast.trimEnd()]);
    expect(closed).toBe(1);
  });

  it('drops what comes after the end', () => {
    const file = newFile();
    const { writer } = start(file);
    writer.close();
    writer.output(utf8('late'));
    writer.close();
    expect(readFileSync(file, 'utf8')).toBe(emptyCast);
  });

  it('gives back what was written, however the bytes are cut', () => {
    const file = newFile();
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' })),
        fc.integer({ min: 1, max: 5 }),
        (texts, pieceBytes) => {
          const { writer, pass } = start(file);
          for (const text of texts) {
            const bytes = utf8(text);
            for (let at = 0; at < bytes.length; at += pieceBytes)
              writer.output(bytes.subarray(at, at + pieceBytes));
            pass(1.5);
          }
          writer.close();
          const { events } = parseCast(readFileSync(file, 'utf8'), file);
          expect(events.map((event) => (event.kind === 'output' ? event.text : '')).join('')).toBe(
            texts.join(''),
          );
        },
      ),
    );
  });
});

describe('createRecorder', () => {
  it('records several terminals of a run in one file', async () => {
    const file = newFile();
    const { writer, pass } = start(file);
    const listen = createRecorder(writer);
    const place = { file: 'acme.yaml', line: 12, column: 7 };
    const step = { kind: 'spawn', text: 'sh install.sh', place } as const;
    const events: RunEvent[] = [
      { kind: 'run-start', session: 'acme-sdk', runId: 'r1', params: { platform: 'B=2' } },
      { kind: 'phase-start', phase: 'deploy' },
      { kind: 'output', source: 'command', bytes: utf8('apt output') },
      { kind: 'step-start', step },
      { kind: 'terminal-open', size, command: 'sh install.sh' },
      { kind: 'output', source: 'terminal', bytes: utf8('Accept? ') },
      { kind: 'exchange', pattern: 'Accept?', place },
      { kind: 'typed', text: 'y\r' },
      { kind: 'terminal-end', status: 'exit code 0' },
      { kind: 'step-end', step, durationMs: 100 },
      { kind: 'progress', what: 'unpacking sdk' },
      { kind: 'notice', text: 'n' },
      { kind: 'terminal-open', size: { columns: 100, rows: 40 }, command: 'acme setup' },
      { kind: 'typed', text: '<serial>\r', secret: 'serial' },
      { kind: 'output', source: 'terminal', bytes: utf8('é').subarray(0, 1) },
      { kind: 'terminal-end', status: 'exit code 3' },
      { kind: 'phase-end', phase: 'deploy', durationMs: 200 },
    ];
    for (const event of events) {
      pass(100);
      listen(event);
    }
    writer.close();
    expect(await readCast(file)).toEqual({
      header: { size },
      isCut: false,
      events: [
        { kind: 'marker', atSeconds: 0.1, label: 'param: platform=B=2' },
        { kind: 'marker', atSeconds: 0.5, label: 'spawn: sh install.sh' },
        { kind: 'output', atSeconds: 0.6, text: 'Accept? ' },
        { kind: 'marker', atSeconds: 0.7, label: 'exchange acme.yaml:12:7: Accept?' },
        { kind: 'input', atSeconds: 0.8, text: 'y\r' },
        { kind: 'marker', atSeconds: 0.9, label: 'end: exit code 0' },
        { kind: 'resize', atSeconds: 1.3, size: { columns: 100, rows: 40 } },
        { kind: 'marker', atSeconds: 1.3, label: 'spawn: acme setup' },
        { kind: 'marker', atSeconds: 1.4, label: 'secret: serial' },
        { kind: 'input', atSeconds: 1.4, text: '<serial>\r' },
        { kind: 'output', atSeconds: 1.6, text: '\ufffd' },
        { kind: 'marker', atSeconds: 1.6, label: 'end: exit code 3' },
      ],
    });
  });
});

describe('markers', () => {
  it.each([
    { kind: 'spawn', command: 'sh -c "a: b"\nc' },
    { kind: 'param', name: 'platform', value: 'a=b\nc' },
    { kind: 'secret', name: 'serial', isShown: false },
    { kind: 'end', status: 'exit code 3' },
    { kind: 'exchange', place: { file: '/a:1/b.yaml', line: 3, column: 5 }, pattern: 'Port: 1:2: ' },
  ] as const)('are read as they were written: $kind', (marker) => {
    expect(parseMarker(formatMarker(marker))).toEqual(marker);
  });

  it('of others are none of ours', () => {
    expect(['', 'chapter 1', 'exchange', 'spawned: x'].map(parseMarker)).toEqual(Array(4).fill(undefined));
  });
});
