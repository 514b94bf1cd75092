import { describe, expect, it } from 'vitest';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { answering, dialogueFor } from './support.js';
import { generateReplaying } from '../support/replaying.js';

describe('a prompt', () => {
  it.each([
    ['of another language', 'Möchten Sie fortfahren? ', 'Möchten Sie fortfahren?'],
    ['with a default in brackets', 'Port number [8080]: ', 'Port number'],
    [
      'with a default in parentheses',
      'Enter file in which to save the key (/root/.ssh/id_rsa): ',
      'Enter file in which to save the key',
    ],
    ['with a hint in parentheses', 'Country Name (2 letter code) [AU]: ', 'Country Name (2 letter code)'],
    [
      'behind running text',
      'This takes a while and needs 12 GB of free space below /opt. Do you want to go on? ',
      'Do you want to go on?',
    ],
    ['behind a progress display', '\r 10%\r 55%\r100%\r\nRestart now? ', 'Restart now?'],
    ['behind a spinner on its line', '\r- working\r\\ working\r\x1b[KRestart now? ', 'Restart now?'],
    ['with colours', '\x1b[1;32mRestart\x1b[0m now? ', 'Restart now?'],
    ['that a program draws with padding', `${' '.repeat(74)}\rRestart now? `, 'Restart now?'],
  ])('%s', async (_, output, pattern) => {
    expect(await dialogueFor([[output, 'y']])).toBe(
      `    dialogue:\n      - expect: ${pattern}\n        answer: y\n`,
    );
  });

  it.each([
    ['--- 3% --- ready? ', 'ready?', undefined],
    [
      'Replace version 1.2.3 by the new one? ',
      String.raw`/Replace version v?\d+(?:\.\d+)+(?:[-+~]?\w+)* by the new one\?/`,
      'version (1.2.3)',
    ],
    [
      'Stop process 4711 before the update? ',
      String.raw`/Stop process \d+ before the update\?/`,
      'PID (4711)',
    ],
    [
      'Overwrite the backup of 2026-11-28 in place? ',
      String.raw`/Overwrite the backup of [A-Za-z0-9][A-Za-z0-9 ,./-]*\d in place\?/`,
      'date (2026-11-28)',
    ],
    [
      'Delete /tmp/acme.Xy12/old at once? ',
      String.raw`/Delete \/\S*[\w\/-] at once\?/`,
      'temporary path (/tmp/acme.Xy12/old)',
    ],
  ])('with what varies in it: %s', async (output, pattern, varies) => {
    const comment = varies === undefined ? '' : `      # varies: ${varies}\n`;
    const written = await dialogueFor([[output, 'y']]);
    expect(written.replaceAll('\\/', '/')).toBe(
      `    dialogue:\n${comment}      - expect: ${pattern.replaceAll('\\/', '/')}\n        answer: y\n`,
    );
  });

  it('that says again what was answered does not have the answer in its pattern', async () => {
    expect(
      await dialogueFor([
        ['Name: ', 'Alice Miller'],
        ['Is Alice Miller right? ', 'y'],
      ]),
    ).toBe(`    dialogue:
      - expect: "Name:"
        answer: Alice Miller
      # varies: answer given before
      - expect: /Is .+? right\\?/
        answer: y
`);
  });

  it('that is nothing but a default goes with the question above it', async () => {
    expect(
      await dialogueFor([
        ['What is your first and last name?\r\n  [Unknown]:  ', 'Alice'],
        ['What is the name of your City or Locality?\r\n  [Unknown]:  ', ''],
      ]),
    ).toBe(`    dialogue:
      # varies: default in brackets ([Unknown])
      - expect: /What is your first and last name\\?\\s+\\[[^\\]]*\\]:/
        answer: Alice
      # varies: default in brackets ([Unknown])
      # the default is accepted: Unknown
      - expect: /What is the name of your City or Locality\\?\\s+\\[[^\\]]*\\]:/
        answer: ''
`);
  });

  it('that was written before since the last answer is told apart by the line above it', async () => {
    const output = 'Proxy for downloads\r\nHost: none\r\nProxy for uploads\r\nHost: ';
    expect(await dialogueFor([[output, 'proxy']])).toBe(`    dialogue:
      - expect: { after: Proxy for uploads, text: "Host:" }
        answer: proxy
`);
  });

  it('that looks like a regular expression or a reference is literal', async () => {
    expect(
      await dialogueFor([
        ['/etc/acme exists, remove it/ ', 'y'],
        ['Use ${{ home }}? ', '${{ x }}'],
      ]),
    ).toBe(`    dialogue:
      - expect: { text: "/etc/acme exists, remove it/" }
        answer: y
      - expect: Use $\${{ home }}?
        answer: $\${{ x }}
`);
  });
});

describe('an answer', () => {
  it('is the line as it was submitted', async () => {
    expect(await dialogueFor([['Go on? ', 'yse\x7f\x7fes']])).toBe(
      '    dialogue:\n      - expect: Go on?\n        answer: yes\n',
    );
  });

  it('that is a single key without Enter is typed', async () => {
    expect(await dialogueFor([['Go on? (y/n) ', 'y', { ends: '' }]])).toBe(
      '    dialogue:\n      - expect: Go on?\n        type: y\n',
    );
  });

  it('of a numbered menu is chosen by its label', async () => {
    expect(await dialogueFor([['Edition:\r\n 1) Community\r\n 2) Enterprise\r\nYour choice: ', '2']])).toBe(
      '    dialogue:\n      - expect: "Your choice:"\n        select: Enterprise\n',
    );
  });

  it('of a numbered menu whose number is filled in is chosen by its label where that was erased', async () => {
    const menu = 'Edition:\r\n 1) Community\r\n 2) Enterprise\r\nYour choice: 1';
    expect(await dialogueFor([[menu, '\x7f2']])).toBe(
      '    dialogue:\n      - expect: "Your choice:"\n        select: Enterprise\n',
    );
    expect(await dialogueFor([[menu, '2']])).toContain('answer: 2');
  });
});

describe('a pager', () => {
  it('is a rule for any time, written once', async () => {
    expect(
      await dialogueFor([
        ['Licence\r\n--More--(10%)', ' ', { ends: '' }],
        ['\r        \rtext\r\n--More--(80%)', ' ', { ends: '' }],
        ['\r        \rPress any key to continue...', 'x', { ends: '' }],
        ['\r\nUse any key to close the licence', 'q', { ends: '' }],
        ['\r\nAccept? ', 'y'],
        ['Press ENTER to finish ', ''],
      ]),
    ).toBe(`    always:
      - expect: --More--
        press: space
      - expect: Press any key
        press: x
      - expect: any key to close
        press: q
      - expect: Press ENTER
        press: enter
    dialogue:
      - expect: Accept?
        answer: y
`);
  });
});

describe('a program that took long', () => {
  const scriptFor = async (recording: RecordingSource, differs?: string): Promise<string> =>
    (await generateReplaying({ recordings: [recording], base: 'acme/base:1' }, differs)).text;

  it('gets limits of five times what was observed, and says what that was', async () => {
    const recording = answering('./setup', [
      ['Go on? ', 'y'],
      ['Done? ', 'y', { pauseSeconds: 412 }],
      ['Really? ', 'y', { pauseSeconds: 400 }],
    ]);
    expect(await scriptFor(recording)).toContain(`    # observed: in all it worked for 813 s
    timeout: 1h8m
    # observed: it was silent for 412 s
    idle: 35m
`);
  });

  it('to be answered gets none: that is the time of the person', async () => {
    const { cast, ...recording } = answering('./setup', [['Go on? ', 'yes']]);
    const at = cast.events.findIndex(({ kind }) => kind === 'input');
    const events = cast.events.map((event, index) =>
      index < at ? event : { ...event, atSeconds: event.atSeconds + 4000 },
    );
    const script = await scriptFor({ ...recording, cast: { ...cast, events } });
    expect(script).not.toMatch(/observed|idle:|timeout:/);
  });

  it('until it asked anything gets them too', async () => {
    const recording = answering('./setup', [['Go on? ', 'y', { pauseSeconds: 800 }]]);
    expect(await scriptFor(recording)).toContain(`    # observed: in all it worked for 800 s
    timeout: 1h7m
    # observed: it was silent for 800 s
    idle: 1h7m
`);
  });

  /** The same recording of a program that wrote nothing more for as long, and then ended. */
  const endingLater = (seconds: number, status: string): RecordingSource => {
    const { cast, ...recording } = answering('./setup', [['Go on? ', 'y', { pauseSeconds: 0 }]], status);
    const events = cast.events.map((event) =>
      event.kind === 'marker' && event.label.startsWith('end: ')
        ? { ...event, atSeconds: event.atSeconds + seconds }
        : event,
    );
    return { ...recording, cast: { ...cast, events } };
  };

  it('from the last that it wrote to its end gets them too', async () => {
    expect(await scriptFor(endingLater(800, 'exit code 0'))).toContain(`
    # observed: in all it worked for 800 s
    timeout: 1h7m
    # observed: it was silent for 800 s
    idle: 1h7m
`);
  });

  it('and was killed says nothing of how long it would have taken', async () => {
    const differs = 'it was killed, and a script expects an exit code';
    const script = await scriptFor(endingLater(500, 'killed by SIGKILL'), differs);
    expect(script).not.toMatch(/observed|idle:|timeout:/);
  });
});
