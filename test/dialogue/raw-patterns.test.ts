import { expect, it } from 'vitest';
import type { Pattern } from '../../src/dialogue/types.js';
import { answer, byteByByte, checkpoint, dialogue, exchange, play, read, whole, write } from './support.js';

const raw = (source: string): Pattern => ({ kind: 'raw', text: { kind: 'regexp', source, flags: '' } });

const captures = (pattern: Pattern, into: (string | undefined)[]): ReturnType<typeof exchange> =>
  exchange(pattern, checkpoint, { onMatch: ({ groups }) => into.push(groups[0]) });

it.each([
  ['whole', whole],
  ['byte by byte', byteByByte],
])('of the bytes a match takes what it can, and what follows is for the next: %s', (_, cut) => {
  const seen: (string | undefined)[] = [];
  const items = [raw('\\d+'), raw('[a-z]+'), raw('\\d+')].map((pattern) => captures(pattern, seen));
  const { error } = play(
    function* () {
      yield write('port 80');
      yield { workMs: 15 };
      yield write('80 host 12\r\n');
      yield { workMs: 1000 };
    },
    dialogue(items),
    cut,
  );
  expect([error, seen]).toEqual([undefined, ['8080', 'host', '12']]);
});

/** What a program writes, each byte one character. */
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const rawText = (text: string): Pattern => ({ kind: 'raw', text: { kind: 'text', text } });

it.each([
  ['whole', whole],
  ['byte by byte', byteByByte],
])('what a checkpoint in the text has seen is spent in the bytes, too: %s', (_, cut) => {
  const { typed, error } = play(
    function* () {
      yield write(utf8('\x1b[1mReady\x1b[0m \x1b[2CReady é\r\nnow\r\n'));
      yield { workMs: 300 };
      yield write('Name: ');
      yield read;
    },
    dialogue([exchange('Ready Ready', checkpoint), exchange(rawText('Ready'), answer('too early'))], {
      timeoutMs: 2000,
    }),
    cut,
  );
  expect([typed, error?.code]).toEqual([[], 'UNATTEND_EXPECT_TIMEOUT']);
});

it.each([
  ['whole', whole],
  ['byte by byte', byteByByte],
])('and what stands behind it is not: %s', (_, cut) => {
  const seen: (string | undefined)[] = [];
  const { error } = play(
    function* () {
      yield write(utf8('é Ready\x1b[0m\r\n\x1b[?25h Ready: '));
      yield { workMs: 300 };
    },
    dialogue([
      exchange('é Ready', checkpoint),
      captures(raw('\\x1b\\[0m'), seen),
      captures(raw('\\x1b\\[\\?25h'), seen),
      captures(raw('Ready:'), seen),
    ]),
    cut,
  );
  expect([error, seen]).toEqual([undefined, ['\x1b[0m', '\x1b[?25h', 'Ready:']]);
});

it.each([
  ['written over', 'progress 10%\rprogress 20%\r\n'],
  ['erased', 'working...\x1b[2K\rdone\r\n'],
  ['taken back', 'Spin |\b/\b-\bok\r\n'],
  ['a blank that is no space', utf8('Nom\u00a0: ')],
  ['the beginning of a character', '\xe2'],
])('and not either where what comes next is %s', (_, next) => {
  const seen: (string | undefined)[] = [];
  const { error } = play(
    function* () {
      yield write(`READY\x1b[?1h\r\n${next}`);
      yield { workMs: 300 };
    },
    dialogue([exchange('READY', checkpoint), captures(raw('\\x1b\\[\\?1h'), seen)]),
    whole,
  );
  expect([error, seen]).toEqual([undefined, ['\x1b[?1h']]);
});
