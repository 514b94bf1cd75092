import { mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newFile } from './support/new-file.js';
import type { CastEvent } from '../../src/recording/cast.js';
import { parseCast, readCast } from '../../src/recording/reader.js';
import { createCastWriter } from '../../src/recording/writer.js';

const v2 = '{"version":2,"width":80,"height":24}';
const v3 = '{"version":3,"term":{"cols":80,"rows":24}}';

const invalid = (message: string, hint: string): unknown =>
  expect.objectContaining({ code: 'UNATTEND_RECORDING_INVALID', exitCode: 2, message, hint });
const usual = 'Give a recording (asciicast version 2 or 3) that unattend or asciinema made.';

describe('parseCast', () => {
  it('reads a version 2 that others write: absolute times, no exit, kinds of later versions passed over', () => {
    const text = [
      '{"version": 2, "width": 100, "height": 30, "timestamp": 1504467315, "title": "Demo", "command": "sh", "env": {"TERM": "xterm"}, "theme": {}}',
      '[0, "o", "hi"]',
      '[1, "x", "0"]',
      '[1, "zz", {"not": "text"}, 5]',
      '',
      '[1, "m", ""]\r',
    ].join('\n');
    expect(parseCast(text, 'a.cast')).toEqual({
      header: {
        size: { columns: 100, rows: 30 },
        startedAtSeconds: 1504467315,
        title: 'Demo',
        command: 'sh',
      },
      events: [
        { kind: 'output', atSeconds: 0, text: 'hi' },
        { kind: 'marker', atSeconds: 1, label: '' },
      ],
      isCut: false,
    });
  });

  it('reads a version 3 that others write: intervals, comments, an exit, the time of unknown kinds', () => {
    const text = [
      '\ufeff{"version": 3, "term": {"cols": 100, "rows": 30, "type": "xterm", "theme": {"fg": "#000000"}}, "timestamp": 1504467315, "title": "Demo", "command": "sh", "env": {"SHELL": "/bin/sh"}, "idle_time_limit": 1.5}',
      '# comment',
      '[0.248, "o", "hi"]',
      '#[7, "o", "no"]',
      '[1.001, "zz", null]',
      '[0.1, "i", "y"]',
      '',
      '[0.2, "r", "90x30"]',
      '[0, "m", ""]',
      '[0.000001, "x", "0"]',
      '# the end',
    ].join('\n');
    expect(parseCast(text, 'a.cast')).toEqual({
      header: {
        size: { columns: 100, rows: 30 },
        startedAtSeconds: 1504467315,
        title: 'Demo',
        command: 'sh',
      },
      events: [
        { kind: 'output', atSeconds: 0.248, text: 'hi' },
        { kind: 'input', atSeconds: 1.349, text: 'y' },
        { kind: 'resize', atSeconds: 1.549, size: { columns: 90, rows: 30 } },
        { kind: 'marker', atSeconds: 1.549, label: '' },
        { kind: 'exit', atSeconds: 1.549001, status: '0' },
      ],
      isCut: false,
    });
  });

  it('adds intervals up without drift', () => {
    const text = [v3, ...Array<string>(100_000).fill('[0.1,"m",""]')].join('\n');
    expect(parseCast(text, 'a.cast').events.at(-1)?.atSeconds).toBe(10_000);
  });

  it.each([v2, v3])('reads a recording cut anywhere after its header %s', (header) => {
    const text = `${header}\n[0.5,"o","a€\\n"]\n[1,"i","y"]\n`;
    const all = parseCast(text, 'a.cast').events;
    for (let end = header.length; end < text.length; end++) {
      const { events, isCut } = parseCast(text.slice(0, end), 'a.cast');
      const whole = text.slice(header.length, end).match(/\]/g)?.length ?? 0;
      expect(events).toEqual(all.slice(0, whole));
      expect(isCut).toBe(!/[\]}\n]$/.test(text.slice(0, end)));
    }
  });

  const noHeader = 'it does not begin with the header of an asciicast';
  it.each([
    ['hello\n', 'line 1', noHeader],
    ['{"a":1}\n', 'line 1', noHeader],
    ['null\n', 'line 1', noHeader],
    ['{\n', 'line 1', noHeader],
    ['{\n  "a": 1\n}\n', 'line 1', noHeader],
    ['\n', 'line 1', 'its first line is empty'],
    ['{"version":3,"term":{"co', 'line 1', 'the header is cut or damaged'],
    [
      '{"version":2,"width":80,"height":0}\n',
      'line 1',
      'width and height must be whole numbers from 1 to 1000',
    ],
    [
      '{"version":3,"term":{"cols":65535,"rows":65535}}\n',
      'line 1',
      'term.cols and term.rows must be whole numbers from 1 to 1000',
    ],
    [
      '{"version":3,"width":80,"height":24}\n',
      'line 1',
      'term.cols and term.rows must be whole numbers from 1 to 1000',
    ],
    [`${v2}\n{}\n`, 'line 2', 'it is no event: [seconds, kind, data]'],
    [`${v2}\n# no comments in version 2\n`, 'line 2', 'it is no event: [seconds, kind, data]'],
    [`${v3}\n\n[0,"o"]\n`, 'line 3', 'it is no event: [seconds, kind, data]'],
    [`${v3}\n["0","o","x"]`, 'line 2', 'it is no event: [seconds, kind, data]'],
    [`${v3}\n[1e999,"o","x"]`, 'line 2', 'it is no event: [seconds, kind, data]'],
    [`${v3}\n[1,"o",2]`, 'line 2', 'the data of its event is no text'],
    [`${v3}\n[1,"o","x\n[1,"o","y"]\n`, 'line 2', 'it is no event: [seconds, kind, data]'],
    [`${v2}\n[2,"o","x"]\n[1,"o","y"]\n`, 'line 3', 'its time is before the line above'],
    [`${v3}\n[2,"o","x"]\n[-1,"o","y"]\n`, 'line 3', 'its interval is below 0'],
    [`${v3}\n[2,"r","80"]\n`, 'line 2', '"80" is no size, such as 80x24'],
    [`${v3}\n[2,"r","80x65536"]\n`, 'line 2', '"80x65536" is no size, such as 80x24'],
  ])('refuses %j', (text, line, reason) => {
    expect(() => parseCast(text, 'a.cast')).toThrow(
      invalid(`Cannot read the recording a.cast, ${line}: ${reason}.`, usual),
    );
  });

  it('refuses an empty file', () => {
    expect(() => parseCast('', 'a.cast')).toThrow(
      invalid('Cannot read the recording a.cast: it is empty.', usual),
    );
  });

  const convert = 'Make one of version 3 of it: asciinema convert OLD.cast NEW.cast (asciinema 3).';
  it.each([
    ['{"version":1,"width":80,"height":24,"duration":1,"stdout":[[0.2,"hi"]]}', 1, convert],
    ['{\n  "width": 80,\n  "version": 1,\n  "stdout": [\n    [0.2, "hi"]\n  ]\n}\n', 1, convert],
    ['{"version":4}\n', 4, 'Use a newer unattend, or let the program that made it write version 3.'],
  ])('names the version of %j', (text, version, hint) => {
    const reason = `it is an asciicast of version ${version}, and only 2 and 3 can be read`;
    expect(() => parseCast(text, 'a.cast')).toThrow(
      invalid(`Cannot read the recording a.cast, line 1: ${reason}.`, hint),
    );
  });
});

describe('readCast', () => {
  const refused = (file: string, at: string, reason: string): Promise<void> =>
    expect(readCast(file)).rejects.toThrow(
      invalid(`Cannot read the recording ${file}${at}: ${reason}.`, usual),
    );

  it('says that a file is missing, or a directory, or in no directory', async () => {
    const file = newFile();
    await refused(file, '', 'it does not exist');
    mkdirSync(file);
    await refused(file, '', 'it is a directory');
    await refused('/dev/null/a.cast', '', 'its directory is a file');
  });

  it('names the line that is no UTF-8; a character cut at the end is a cut', async () => {
    const file = newFile();
    const bytes = Buffer.from(`${v3}\n[0,"o","é"]\n[0,"o","é`);
    writeFileSync(file, bytes.subarray(0, -1));
    expect(await readCast(file)).toMatchObject({
      events: [{ kind: 'output', atSeconds: 0, text: 'é' }],
      isCut: true,
    });
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from('\n')]));
    await refused(file, ', line 3', 'it is no UTF-8 text');
    writeFileSync(file, Uint8Array.of(0x1f, 0x8b, 0x08, 0x0a));
    await refused(file, ', line 1', 'it is no UTF-8 text');
  });

  it('takes zeros at the end, which a power cut leaves, for a cut', async () => {
    const file = newFile();
    writeFileSync(file, `${v3}\n[0,"o","a"]\n`);
    truncateSync(file, 4096);
    expect(await readCast(file)).toMatchObject({ events: [{ text: 'a' }], isCut: true });
  });

  it('gives up on what has no lines', async () => {
    await refused('/dev/zero', ', line 1', 'it does not begin with the header of an asciicast');
    const file = newFile();
    writeFileSync(file, `${v3}\n`);
    truncateSync(file, 80 * 2 ** 20);
    await refused(file, ', line 2', 'it is longer than 64 MiB');
  });

  it('reads 100 MB within seconds', async () => {
    const file = newFile();
    const descriptor = openSync(file, 'w');
    const line = `[0.001,"o",${JSON.stringify('\x1b[32m█\x1b[0m installing acme-sdk\r\n'.repeat(4))}]\n`;
    const block = Buffer.from(line.repeat(1000));
    writeSync(descriptor, `${v3}\n`);
    let blocks = 0;
    for (let bytes = 0; bytes < 100e6; bytes += block.length, blocks++) writeSync(descriptor, block);
    const startMs = performance.now();
    const { events } = await readCast(file);
    expect(events).toHaveLength(blocks * 1000);
    expect(events.at(-1)?.atSeconds).toBe(blocks);
    expect(performance.now() - startMs).toBeLessThan(30_000);
  });

  it('gives back what was written, in both versions, with the same indices', async () => {
    const file = newFile();
    const text = fc.string({ unit: 'binary' });
    const count = fc.integer({ min: 1, max: 500 });
    const event = fc.oneof(
      fc.record({ kind: fc.constant('output' as const), text }),
      fc.record({ kind: fc.constant('input' as const), text }),
      fc.record({ kind: fc.constant('marker' as const), label: text }),
      fc.record({ kind: fc.constant('resize' as const), size: fc.record({ columns: count, rows: count }) }),
      fc.record({ kind: fc.constant('exit' as const), status: text }),
    );
    const passing = fc.tuple(event, fc.double({ min: 0, max: 1e6, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(passing), fc.constantFrom(2 as const, 3 as const), async (all, format) => {
        let nowMs = 0;
        const clock = { nowMs: () => nowMs };
        const header = {
          size: { columns: 80, rows: 24 },
          title: 'é"\n',
          startedAtSeconds: 5,
          command: 'a b',
        };
        const writer = createCastWriter({ file, clock, format, ...header });
        const expected: CastEvent[] = [];
        for (const [one, ms] of all) {
          nowMs += ms;
          const index = write(one);
          if (index === undefined) continue;
          expect(index).toBe(expected.length);
          expected.push({ ...one, atSeconds: Math.round(nowMs * 1000) / 1e6 });
        }
        writer.close();
        expect(await readCast(file)).toEqual({ header, events: expected, isCut: false });

        function write(one: (typeof all)[number][0]): number | undefined {
          if (one.kind === 'output') return writer.output(Buffer.from(one.text));
          if (one.kind === 'input') return writer.input(one.text);
          if (one.kind === 'marker') return writer.marker(one.label);
          return one.kind === 'exit' ? writer.exit(one.status) : writer.resize(one.size);
        }
      }),
    );
  });
});
