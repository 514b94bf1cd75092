import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, redactedText } from '../../src/redact.js';
import { formsOf } from '../../src/redact/forms.js';
import { longestGapBytes, visibleOf } from '../../src/redact/sequences.js';

const visible = (text: string): string => Buffer.from(visibleOf(Buffer.from(text))).toString();

/** Passes a text through a stream in pieces of these sizes, which are used in turn. */
function inPieces(secrets: readonly string[], text: string, sizes: readonly number[]): string {
  const stream = createRedactor(secrets).stream();
  const bytes = Buffer.from(text);
  const out: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    // As a reader that uses its memory again: what was pushed may change afterwards.
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    out.push(Uint8Array.from(stream.push(piece)));
    piece.fill(0x2a);
    at += size;
  }
  return Buffer.concat([...out, stream.end()]).toString();
}

const gap = fc.constantFrom(
  '\x1b[31m',
  '\x1b[0m',
  '\x1b[1;38;5;200m',
  '\r\n',
  '\n',
  '\x1b]8;;https://example.com/a\x1b\\',
  '\x1b]0;title\x07',
  '\x1b(B',
  '\x1b[K\x1b[7m',
  '\x07',
);
const noise = fc.oneof(
  { arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }), weight: 2 },
  { arbitrary: gap, weight: 1 },
  { arbitrary: fc.constantFrom('\x1b', '\x1b[', '\x1b]', '\t', '\x9c', '\x18', ' ', '…'), weight: 1 },
);
const secret = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 4, maxLength: 24 }),
  fc.string({ unit: 'grapheme', minLength: 4, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 4, maxLength: 9 }),
  fc.constantFrom('hunter22', 'pin1', 'p@ss "w0rd"\'s/<&>', 'line one\nline two\nl3'),
);
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });

/** Secrets, and a text with some of their forms in it, some of them with gaps between their characters. */
const planted = fc.array(secret, { minLength: 1, maxLength: 3 }).chain((secrets) => {
  const forms = secrets.flatMap(formsOf).map(({ text }) => text);
  const form = forms.length === 0 ? fc.constant('') : fc.constantFrom(...forms);
  const cut = fc.tuple(form, fc.array(fc.tuple(fc.nat(40), gap), { maxLength: 4 })).map(([text, gaps]) => {
    const characters = Array.from(text);
    for (const [at, each] of gaps) characters.splice(at % (characters.length + 1), 0, each);
    return characters.join('');
  });
  const text = fc.array(fc.oneof(noise, form, cut), { maxLength: 14 }).map((parts) => parts.join(''));
  return fc.record({ secrets: fc.constant(secrets), text });
});

describe('a stream', () => {
  it('gives the same however it is cut, with secrets in every form, with and without gaps', () => {
    fc.assert(
      fc.property(planted, sizes, ({ secrets, text }, pieces) => {
        expect(inPieces(secrets, text, pieces)).toBe(createRedactor(secrets).text(text));
      }),
      { numRuns: 3000 },
    );
  });

  /** A form that a terminal would take for parameters of a sequence: without it, what follows is another text. */
  const isInSequence = (text: string, secrets: readonly string[]): boolean =>
    secrets.flatMap(formsOf).some(({ text: form }) =>
      text
        .split(form)
        .slice(0, -1)
        .some((before) => /\x1b[^A-Za-z~\x07]*$/.test(before)),
    );

  it('leaves no form of a secret, in the bytes or in what is visible of them', () => {
    fc.assert(
      fc.property(planted, sizes, ({ secrets, text }, pieces) => {
        fc.pre(!isInSequence(text, secrets));
        const out = inPieces(secrets, text, pieces);
        for (const { text: form } of secrets.flatMap(formsOf)) {
          // What a mask makes with its neighbours is none of the secret's text.
          if (Buffer.byteLength(visible(form)) < 4 || visible(`x${redactedText}x`).includes(form)) continue;
          for (const shown of [out, visible(out)])
            if (shown.includes(visible(form)))
              expect(shown.replaceAll(redactedText, ' ')).not.toContain(visible(form));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every form of a secret between other text, whole, coloured at each place, and at each alignment', () => {
    const secrets = ['pin1', 'hunter22', 'p@ss "w0rd"\'s/<&>\\', 'Zürich-Größe'];
    const redactor = createRedactor(secrets);
    for (const { text } of secrets.flatMap(formsOf)) {
      for (const before of ['', '.', '..', '...', '....']) {
        expect(redactor.text(`${before}${text}.`)).toBe(`${before}${redactedText}.`);
      }
      const characters = Array.from(text);
      for (let at = 1; at < characters.length; at++) {
        const coloured = `${characters.slice(0, at).join('')}\x1b[31m${characters.slice(at).join('')}`;
        expect(redactor.text(`: ${coloured}.`)).toBe(`: ${redactedText}.`);
      }
      expect(redactor.text(`: ${characters.join('\x1b[0m\x1b[32m')}.`)).toBe(`: ${redactedText}.`);
    }
  });

  it('finds a secret in the text of a sequence, and one in base64 that is folded', () => {
    const redactor = createRedactor([
      'hunter22',
      'a passphrase of so many words that its base64 takes two lines of 76',
    ]);
    expect(redactor.text('\x1b]0;ssh hunter22\x07$ ')).toBe('\x1b]0;ssh [redacted]\x07$ ');
    const folded = Buffer.from('x: a passphrase of so many words that its base64 takes two lines of 76!')
      .toString('base64')
      .replace(/.{76}/, '$&\n');
    expect(redactor.text(folded)).toMatch(/^[\w+/]{4,5}\[redacted\][\w+/=]{0,4}$/);
  });

  it('keeps a line end behind the first two characters, and does not hold it back', () => {
    const stream = createRedactor(['hunter22']).stream();
    const push = (text: string): string => Buffer.from(stream.push(Buffer.from(text))).toString();
    expect(push('hu')).toBe('');
    expect(push('\r\n')).toBe('hu\r\n');
    expect(push('nter22 hun')).toBe('[redacted] ');
    expect(push('\r\n')).toBe('');
    expect(push('ter22')).toBe('[redacted]');
  });

  it('holds back no more sequences than it looks through', () => {
    const stream = createRedactor(['hunter22']).stream();
    let heldBytes = 0;
    for (let at = 0; at < 200; at++) {
      const piece = Buffer.from(at === 0 ? 'hunter2' : '\x1b[31m\x1b[0m');
      heldBytes += piece.length - stream.push(piece).length;
      expect(heldBytes).toBeLessThanOrEqual(8 + longestGapBytes + piece.length);
    }
    expect(heldBytes).toBe(0);
  });

  it('is linear in a stream of gaps whatever the secrets are', () => {
    const stream = createRedactor(['a'.repeat(64), `${'a'.repeat(63)}b`]).stream();
    const piece = Buffer.from('aaa\x1b[0m\r\n'.repeat(40_000));
    for (let round = 0; round < 4; round++) stream.push(piece);
    expect(stream.end().length).toBeLessThan(1000);
  }, 10_000);
});
