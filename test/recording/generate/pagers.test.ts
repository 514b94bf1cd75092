import { describe, expect, it } from 'vitest';
import { dialogueOfLines, expectReplay, typing } from './support.js';

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
    ['one key', '   ', `    always:\n      - use: std/pager\n    dialogue:\n${accept}`],
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
    await expectReplay(lines);
  });
});
