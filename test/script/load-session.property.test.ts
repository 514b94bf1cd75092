import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUnattendError } from '../../src/errors.js';
import { loadSession } from '../../src/script/load-session.js';
import { quoteYaml, writeYaml } from '../../src/script/yaml/quote.js';
import { check, firstSpawn, load, spawning } from './helpers.js';

const example = readFileSync(new URL('fixtures/acme-sdk.yaml', import.meta.url), 'utf8');
const lines = example.split('\n');

/** The error of loading, which must be one of ours; undefined when it is loaded. */
async function outcome(text: string): Promise<unknown> {
  try {
    await loadSession('x.yaml', { readFile: () => Promise.resolve(text) });
  } catch (error) {
    if (!isUnattendError(error, 'SCRIPT_INVALID')) throw error;
    for (const { place, source, suggestion } of error.details.diagnostics) {
      expect(place.line).toBeGreaterThan(0);
      expect(place.column).toBeGreaterThan(0);
      expect(suggestion).not.toBe(source);
    }
    expect(error.details.diagnostics).not.toHaveLength(0);
    return error;
  }
  return undefined;
}

async function survives(text: string): Promise<void> {
  await outcome(text);
}

describe('no text makes loading throw anything but its own error', () => {
  test('any text', () => fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), survives)));

  test('pieces of YAML', () => {
    const piece = fc.constantFrom(
      'unattend: 1\n',
      'deploy:\n',
      '  - ',
      'run: ',
      'spawn: x\n',
      'expect: ',
      'dialogue:\n',
      '[',
      ']',
      '{',
      '}',
      ': ',
      '- ',
      '? ',
      '|\n',
      '>\n',
      '"',
      "'",
      '#',
      ' # ',
      '&a ',
      '*a',
      '!t ',
      '<<: ',
      '\n',
      '    ',
      '\t',
      '---\n',
      '%YAML 1.1\n',
      '${{ ',
      ' }}',
      'params.x',
      '/(/',
      '__proto__: ',
      'constructor: ',
      '~',
      'null',
      '\0',
      'params: ',
      'when: ',
      ',',
      '\r',
    );
    return fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), (pieces) => survives(pieces.join(''))),
      { numRuns: 500 },
    );
  });

  test('the example with lines changed', () => {
    const change = fc.record({
      at: fc.nat(lines.length - 1),
      text: fc.oneof(
        fc.string(),
        fc.constantFrom('', '\t', '  - expect: Password:', '      - "', ' : ', '- - -', 'x: *a'),
      ),
      keeps: fc.boolean(),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = [...lines];
        for (const { at, text, keeps } of changes) changed[at] = keeps ? `${changed[at] ?? ''}${text}` : text;
        return survives(changed.join('\n'));
      }),
      { numRuns: 60 },
    );
  });

  test('values of other kinds anywhere', () => {
    const value = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(
          fc.constantFrom(
            'run',
            'spawn',
            'copy',
            'expect',
            'answer',
            'dialogue',
            'when',
            'env',
            'save',
            'text',
            'x',
            'any-order',
            'one-of',
            'then',
            'screen',
            'after',
            'select',
            'only',
            'fill',
            'press',
            'handover',
            'eof',
            'secret',
            '__proto__',
            'toString',
          ),
          tie('node'),
          { maxKeys: 4 },
        ),
      ),
    })).node;
    const keys = fc.constantFrom(
      'name',
      'summary',
      'base',
      'params',
      'secrets',
      'inputs',
      'prepare',
      'container',
      'deploy',
      'image',
      'test',
      'x',
    );
    return fc.assert(
      fc.asyncProperty(fc.dictionary(keys, value), (session) =>
        survives(JSON.stringify({ unattend: 1, ...session })),
      ),
      { numRuns: 300 },
    );
  });

  test('deep nesting', async () => {
    expect(isUnattendError(await outcome(`deploy: ${'['.repeat(20_000)}`))).toBe(true);
    expect(isUnattendError(await outcome(`deploy: ${'['.repeat(5000)}${']'.repeat(5000)}`))).toBe(true);
    expect(isUnattendError(await outcome('- '.repeat(20_000)))).toBe(true);
  });
});

const printable = fc
  .string({ unit: 'grapheme-composite', minLength: 1 })
  .filter((text) => !text.includes('${{'));

describe('text goes through YAML as it is', () => {
  const answerOf = (written: string): unknown => {
    const [item] = firstSpawn(load(spawning('      - expect: Go?', `        answer: ${written}`))).dialogue;
    return item?.kind === 'exchange' && item.exchange.response.kind === 'text'
      ? item.exchange.response.sources[0]
      : undefined;
  };

  test('quoted by us', () => {
    fc.assert(
      fc.property(printable, (text) => {
        expect(answerOf(quoteYaml(text))).toMatchObject({ kind: 'text', text: { source: text } });
        expect(answerOf(writeYaml(text, false))).toMatchObject({ kind: 'text', text: { source: text } });
        expect(answerOf(`[${writeYaml(text)}]`)).toMatchObject({ kind: 'text', text: { source: text } });
      }),
      { numRuns: 300 },
    );
  });

  test('a plain value is its characters, or an error that shows its line', () => {
    const characters = Array.from('abAB01.,:;#-?*&!|>%@`"\'[]{}()\\ /~=$_');
    const plain = fc
      .string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: 12 })
      .map((text) => text.trim())
      .filter((text) => text !== '' && !/^["'[{|>]/.test(text));
    fc.assert(
      fc.property(plain, (text) => {
        const found = check(spawning('      - expect: Go?', `        answer: ${text}`));
        if (found === 'ok') expect(answerOf(text)).toMatchObject({ kind: 'text', text: { source: text } });
        else expect(found).toContain(`\n    6 |         answer: ${text}\n`);
      }),
      { numRuns: 500 },
    );
  });
});
