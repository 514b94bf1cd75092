import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/recording/replay.js';
import { generateScript } from '../../../src/recording/generate/generate.js';
import { resolveParams } from '../../../src/script/params.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { dialogueOfLines, recordingOf, typing } from './support.js';

/** Pages of a licence, and the keys that turn them. */
const pages = (keys: string): readonly string[] => [
  ...Array.from(keys).flatMap((key, at) => [`o:page ${at}\r\n--More--`, `i:${key}`, 'o:\r        \r']),
  'o:Accept? [y/n] ',
  ...typing('y'),
];

const accept = '      - expect: Accept?\n        answer: y\n';
const comment = '      # another key was pressed here than in the end, which is in `always`\n';

describe('a pager', () => {
  it.each([
    [
      'one key',
      '   ',
      `    always:\n      - expect: --More--\n        press: space\n    dialogue:\n${accept}`,
    ],
    [
      'a key that left it in the end',
      '  q',
      `    always:
      - expect: --More--
        press: q
    dialogue:
${comment}      - expect: --More--
        press: space
        optional: true
        repeat: 2
${accept}`,
    ],
    [
      'another key first',
      '\r  ',
      `    always:
      - expect: --More--
        press: space
    dialogue:
${comment}      - expect: --More--
        press: enter
        optional: true
${accept}`,
    ],
  ])('that was answered by %s is answered so again', async (_, keys, dialogue) => {
    const lines = pages(keys);
    expect(await dialogueOfLines(lines)).toBe(dialogue);
    const recording = recordingOf(lines);
    const { text } = await generateScript({ recordings: [recording], base: 'acme/base:1' });
    const session = parseSession('a.yaml', text);
    const params = resolveParams(session, {});
    await replay({ ...recording, session, params });
  });
});
