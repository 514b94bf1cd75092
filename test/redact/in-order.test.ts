import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, inOrder, redactedText } from '../../src/redact.js';

/** What is told of these pieces with a call behind each; calls stand as `<number>`. */
function told(secrets: readonly string[], pieces: readonly string[]): readonly string[] {
  const ordered = inOrder(createRedactor(secrets).stream());
  const out: string[] = [];
  for (const [at, text] of pieces.entries()) {
    // As a reader that uses its memory again.
    const piece = Buffer.from(text);
    ordered.output(piece, (bytes) => out.push(Buffer.from(bytes).toString()));
    piece.fill(0x2a);
    ordered.then(() => out.push(`<${at}>`));
  }
  ordered.flush();
  return out;
}

const some = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 's', '3'), maxLength: 5 }), {
  maxLength: 12,
});

describe('what happens beside a stream', () => {
  it('stays behind the output before it', () => {
    expect(told(['s3cret'], ['Proceed as', ' root', ' s', '3', 'x'])).toEqual([
      'Proceed a',
      's',
      '<0>',
      ' root',
      '<1>',
      ' ',
      's',
      '<2>',
      '3',
      '<3>',
      'x',
      '<4>',
    ]);
  });

  it('stands behind the piece that shows that a secret was cut there', () => {
    expect(told(['s3cret'], ['it is s3c', 'ret, and s', 'o on']).join('')).toBe(
      `it is ${redactedText}, and <0>s<1>o on<2>`,
    );
  });

  it('is told at once where nothing is held back', () => {
    const ordered = inOrder(createRedactor(['s3cret']).stream());
    const out: string[] = [];
    ordered.output(Buffer.from('Name: '), (bytes) => out.push(Buffer.from(bytes).toString()));
    ordered.then(() => out.push('typed'));
    expect(out).toEqual(['Name: ', 'typed']);
  });

  it('is at its place in any text', () => {
    fc.assert(
      fc.property(some, (pieces) => {
        // No whole secret is in these texts, but often the beginning of one.
        const expected = pieces.map((piece, at) => `${piece}<${at}>`).join('');
        expect(told(['abcabcabcabcz', 's3sss33sy'], pieces).join('')).toBe(expected);
      }),
    );
  });

  it('is never told behind output of later pieces, nor before output of earlier ones', () => {
    fc.assert(
      fc.property(some, (pieces) => {
        const ordered = inOrder(createRedactor(['abcabcabcabcz', 's3sss33sy']).stream());
        const times: number[] = [];
        for (const [at, piece] of pieces.entries()) {
          ordered.output(Buffer.from(piece), () => times.push(2 * at));
          ordered.then(() => times.push(2 * at + 1));
        }
        ordered.flush();
        expect(times).toEqual(times.toSorted((one, other) => one - other));
      }),
      // Of a beginning of a secret that is cut, a part is let out and a part is held again.
      { numRuns: 500, examples: [[['s3s', '3']]] },
    );
  });

  it('changes nothing of what is let out, and loses nothing', () => {
    fc.assert(
      fc.property(some, (pieces) => {
        const secrets = ['abca', 'bs3sa'];
        const out = told(secrets, pieces);
        const calls = out.filter((each) => /^<\d+>$/.test(each));
        expect(calls).toEqual(pieces.map((_, at) => `<${at}>`));
        const text = out.filter((each) => !calls.includes(each)).join('');
        expect(text).toBe(createRedactor(secrets).text(pieces.join('')));
      }),
      { numRuns: 500 },
    );
  });
});
