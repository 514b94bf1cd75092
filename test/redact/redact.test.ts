import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnattendError } from '../../src/errors.js';
import {
  createRedactor,
  redactCause,
  redactData,
  redactError,
  redactedText,
  type RedactingStream,
} from '../../src/redact.js';

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

function pushAll(stream: RedactingStream, pieces: readonly Uint8Array[]): string {
  return decode(Buffer.concat([...pieces.map((piece) => Buffer.from(stream.push(piece))), stream.end()]));
}

/** Cuts bytes at the given places, taken modulo the length. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = places.map((place) => place % (bytes.length + 1)).sort((one, other) => one - other);
  return [...sorted, bytes.length].map((end, index) => bytes.subarray(sorted[index - 1] ?? 0, end));
}

/** The rule, written down plainly: every occurrence is covered, overlapping ones together, one mask each. */
function plainly(text: string, secrets: readonly string[]): string {
  const found = secrets
    .flatMap((secret) => Array.from({ length: text.length }, (_, from) => ({ from, secret })))
    .map(({ from, secret }) => ({ from, to: from + secret.length, secret }))
    .filter(({ from, secret }) => text.startsWith(secret, from))
    .sort((one, other) => one.from - other.from || other.to - one.to);
  let out = '';
  let end = 0;
  for (const { from, to } of found) {
    if (from >= end) out += text.slice(end, from) + redactedText;
    end = Math.max(end, to);
  }
  return out + text.slice(end);
}

describe('text', () => {
  it('masks every occurrence', () => {
    const redactor = createRedactor(['hunter22']);
    expect(redactor.text('hunter22, again hunter22hunter22')).toBe('[redacted], again [redacted][redacted]');
  });

  it('leaves values of fewer than 4 characters alone', () => {
    expect(createRedactor(['abc', '']).text('abcabc')).toBe('abcabc');
  });

  it('masks the longer of two that begin alike', () => {
    const redactor = createRedactor(['pass', 'password1']);
    expect(redactor.text('password1 pass password')).toBe('[redacted] [redacted] [redacted]word');
  });

  it('masks secrets that overlap with one mask and leaves no rest of either', () => {
    expect(createRedactor(['abcd', 'cdef']).text('xabcdefx')).toBe('x[redacted]x');
    expect(createRedactor(['abab']).text('abababab!')).toBe('[redacted]!');
    expect(createRedactor(['bcde', 'abcdefgh']).text('abcdefgh abcdefg')).toBe('[redacted] a[redacted]fg');
  });

  it('masks a value of several lines whole, as a terminal shows it, and line by line', () => {
    const redactor = createRedactor(['-----BEGIN-----\nMIIE\nab\n-----END-----']);
    expect(redactor.text('<-----BEGIN-----\nMIIE\nab\n-----END----->')).toBe('<[redacted]>');
    expect(redactor.text('<-----BEGIN-----\r\nMIIE\r\nab\r\n-----END----->')).toBe('<[redacted]>');
    expect(redactor.text('1 MIIE\n2 -----END-----')).toBe('1 [redacted]\n2 [redacted]');
  });

  it('never matches its own mask', () => {
    expect(createRedactor(['redacted', 'hunter22']).text('hunter22 redacted')).toBe('[redacted] [redacted]');
  });

  it('does what the plain rule does', () => {
    const letters = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(
        fc.string({ unit: letters, maxLength: 40 }),
        fc.array(fc.string({ unit: letters, minLength: 4, maxLength: 7 }), { maxLength: 4 }),
        (text, secrets) => {
          expect(createRedactor(secrets).text(text)).toBe(plainly(text, secrets));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('stream', () => {
  it('gives what text gives, however the bytes are cut', () => {
    const letters = fc.constantFrom('a', 'b', 'é', '€', '😀', '\n');
    fc.assert(
      fc.property(
        fc.string({ unit: letters, maxLength: 60 }),
        fc.array(fc.string({ unit: letters, minLength: 2, maxLength: 8 }), { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (text, secrets, places) => {
          const redactor = createRedactor(secrets);
          expect(pushAll(redactor.stream(), cut(Buffer.from(text), places))).toBe(redactor.text(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives what text gives byte by byte, with secrets of any characters in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 4 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.oneof(fc.nat(2), fc.string({ unit: 'grapheme' }))),
        (secrets, parts) => {
          const redactor = createRedactor(secrets);
          const text = parts
            .map((part) => (typeof part === 'number' ? (secrets[part] ?? '') : part))
            .join('');
          const pieces = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
          expect(pushAll(redactor.stream(), pieces)).toBe(redactor.text(text));
        },
      ),
    );
  });

  it('passes bytes that are no UTF-8 on unchanged', () => {
    const bytes = Buffer.from([0xff, 0x68, 0x00, 0xc3]);
    const stream = createRedactor(['hunter22']).stream();
    expect([...stream.push(bytes), ...stream.end()]).toEqual([...bytes]);
  });

  it('holds back only what may be a secret', () => {
    const stream = createRedactor(['hunter22']).stream();
    expect(decode(stream.push(Buffer.from('Password: hunt')))).toBe('Password: ');
    expect(decode(stream.push(Buffer.from('ing season')))).toBe('hunting season');
    expect(decode(stream.push(Buffer.from(' hunter2')))).toBe(' ');
    expect(decode(stream.end())).toBe('hunter2');
  });

  it('masks a whole secret that was held back as the beginning of a longer one', () => {
    const stream = createRedactor(['pass', 'password1']).stream();
    expect(decode(stream.push(Buffer.from('a pass')))).toBe('a ');
    expect(decode(stream.end())).toBe('[redacted]');
  });

  it('lets a run of overlapping secrets out as one mask and holds none of it', () => {
    const stream = createRedactor(['aaaa']).stream();
    expect(decode(stream.push(Buffer.from('aaaaaaa')))).toBe('[redacted]');
    expect(decode(stream.push(Buffer.from('aaaaaaa')))).toBe('');
    expect(decode(stream.push(Buffer.from('b')))).toBe('b');
  });

  it('knows a secret that is added while it runs', () => {
    const redactor = createRedactor(['first-secret']);
    const stream = redactor.stream();
    expect(decode(stream.push(Buffer.from('first-sec')))).toBe('');
    redactor.add('sec0ret');
    expect(decode(stream.push(Buffer.from('0ret')))).toBe('first-[redacted]');
    expect(decode(stream.push(Buffer.from('first-secret')))).toBe('[redacted]');
  });

  it('keeps what is masked masked when a secret is added', () => {
    const redactor = createRedactor(['abcd', 'cdefgh']);
    const stream = redactor.stream();
    expect(decode(stream.push(Buffer.from('abcd')))).toBe('[redacted]');
    redactor.add('other');
    expect(decode(stream.push(Buffer.from('!')))).toBe('!');
  });

  it('is as new after its end', () => {
    const stream = createRedactor(['hunter22']).stream();
    stream.push(Buffer.from('hunter2'));
    stream.end();
    expect(decode(stream.push(Buffer.from('2 hunter22')))).toBe('2 [redacted]');
  });

  it('is linear in the stream whatever the secrets are', () => {
    const key = Array.from({ length: 50 }, (_, line) => `${line}`.padStart(64, 'a')).join('\n');
    const redactor = createRedactor([key, 'a'.repeat(64)]);
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    const stream = redactor.stream();
    const outBytes = [1, 2, 3, 4].map(() => stream.push(megabyte).length);
    expect(outBytes).toEqual([redactedText.length, 0, 0, 0]);
  }, 5_000);
});

describe('redactError', () => {
  it('removes secrets from details, message, hint, stack and causes', () => {
    const root = new Error('connect to hunter22 failed');
    const cause = new TypeError('fetch failed', { cause: root });
    const error = new UnattendError('ENGINE_FAILED', { doing: 'pull hunter22', reason: 'no' }, { cause });
    const redacted = redactError(error, createRedactor(['hunter22']));
    expect(redacted.message).toBe('The container engine failed to pull [redacted]: no.');
    expect(redacted.details).toEqual({ doing: 'pull [redacted]', reason: 'no' });
    expect(redacted.stack).toBe(error.stack?.replaceAll('hunter22', '[redacted]'));
    const shown = redacted.cause as Error;
    expect([shown.name, shown.message]).toEqual(['TypeError', 'fetch failed']);
    expect((shown.cause as Error).message).toBe('connect to [redacted] failed');
    expect((shown.cause as Error).stack).not.toContain('hunter22');
  });

  it('keeps a cause that holds no secret, and data that is no text', () => {
    const cause = new Error('ENOENT');
    const details = { name: 'sdk', path: '/hunter22', reason: 'is missing' };
    const redacted = redactError(
      new UnattendError('INPUT_MISSING', details, { cause }),
      createRedactor(['hunter22']),
    );
    expect(redacted.cause).toBe(cause);
    expect(redacted.hint).toBe('Put it there, or say where it is: --input sdk=PATH.');
    const limit = new UnattendError('STEP_TIMEOUT', {
      place: { file: 'a.yaml', line: 3, column: 5 },
      command: 'login hunter22',
      limitMs: 1000,
    });
    expect(redactError(limit, createRedactor(['hunter22'])).details).toEqual({
      place: { file: 'a.yaml', line: 3, column: 5 },
      command: 'login [redacted]',
      limitMs: 1000,
    });
  });
});

describe('redactData', () => {
  const redactor = createRedactor(['hunter22']);

  it('removes secrets from every text, and from rows that one was wrapped into', () => {
    const data = { rows: ['say hunt', 'er22 now'], texts: ['hunter22', 'a\nb'], count: 3, none: null };
    expect(redactData(data, redactor)).toEqual({
      rows: ['say [redacted] now'],
      texts: ['[redacted]', 'a\nb'],
      count: 3,
      none: null,
    });
  });

  it('leaves a thrown value alone that holds none', () => {
    const bug = new TypeError('x is not a function');
    expect(redactCause(bug, redactor)).toBe(bug);
    expect((redactCause(new TypeError('no hunter22'), redactor) as Error).message).toBe('no [redacted]');
  });
});
