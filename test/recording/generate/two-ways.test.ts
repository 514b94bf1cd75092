import { describe, expect, it } from 'vitest';
import type { CastEvent } from '../../../src/recording/cast.js';
import type { ResponseDraft, ScriptDraft, Way } from '../../../src/recording/generate/draft.js';
import type { RecordingSource } from '../../../src/recording/generate/generate.js';
import { hideSecrets } from '../../../src/recording/generate/hide-secrets.js';
import { replay } from '../../../src/recording/replay.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { answering } from './support.js';
import { generateReplaying } from '../support/replaying.js';

const generated = async (...recordings: [RecordingSource, ...RecordingSource[]]): Promise<string> =>
  (await generateReplaying({ recordings, base: 'acme/base:1' })).text;

/** What stands between the base and the end of the step. */
const middleOf = (script: string): string => /^(?:params|deploy):[^]*/m.exec(script)?.[0] ?? script;

const items = ['Compiler', 'Debugger', 'Docs'] as const;

/** A check list as whiptail draws it; the first item is highlighted. */
function drawnList(on: readonly string[], current = 0): string {
  const rows = items.map((item, at) => {
    const text = `[${on.includes(item) ? '*' : ' '}] ${item.padEnd(12)}`;
    return `\x1b[${10 + at};22H${at === current ? `\x1b[30;41m${text}\x1b[0m` : text}`;
  });
  const frame = (row: number, text: string): string => `\x1b[${row};20H│${text.padEnd(36)}│`;
  const top = '┌─────────┤ ACME setup ├─────────────┐';
  return [
    `\x1b[8;20H${top}`,
    ...[9, 10, 11, 12, 13, 14].map((row) => frame(row, row === 9 ? ' Select components' : '')),
    ...rows,
    '\x1b[14;24H<Ok>       <Cancel>',
    `\x1b[15;20H└${'─'.repeat(36)}┘`,
    `\x1b[${10 + current};23H`,
  ].join('');
}

/** A person who changes the ticks of a list in which `Docs` is ticked, to these. */
function ticking(wanted: readonly string[], end = 'exit code 0'): RecordingSource {
  const events: CastEvent[] = [{ kind: 'marker', atSeconds: 0, label: 'spawn: setup' }];
  const write = (text: string): void => void events.push({ kind: 'output', atSeconds: events.length, text });
  const press = (text: string): void => void events.push({ kind: 'input', atSeconds: events.length, text });
  let on: readonly string[] = ['Docs'];
  write(`\x1b[?1049h\x1b[2J${drawnList(on)}`);
  for (const [at, item] of items.entries()) {
    if (wanted.includes(item) !== on.includes(item)) {
      press(' ');
      on = items.filter((each) => (each === item ? wanted : on).includes(each));
      write(drawnList(on, at));
    }
    if (at === items.length - 1) break;
    press('\x1b[B');
    write(drawnList(on, at + 1));
  }
  press('\r');
  write('\x1b[?1049lbye\r\n');
  events.push({ kind: 'marker', atSeconds: events.length, label: `end: ${end}` });
  const size = { columns: 120, rows: 40 };
  return { cast: { header: { size }, events, isCut: false }, flags: new Map(), file: 'a.cast' };
}

const both = ticking(['Compiler', 'Debugger']);
const none = ticking([]);

describe('two recordings in which a question was answered in different ways', () => {
  it('and what was ticked differs: one list or the other, by a parameter', async () => {
    expect(middleOf(await generated(both, none))).toBe(`params:
  components: { of: ["Compiler, Debugger", nothing], default: "Compiler, Debugger" }

deploy:
  - spawn: setup
    dialogue:
      # the recordings answer this in different ways: components
      - expect: { screen: Select components, box: ACME setup }
        when: { components: "Compiler, Debugger" }
        select:
          only: [Compiler, Debugger]
      - expect: { screen: Select components, box: ACME setup }
        when: { components: nothing }
        select:
          only: []
    exit: 0
`);
  });

  it.each([
    ['one way round', [both, none], ['Compiler, Debugger', 'nothing']],
    ['the other way round', [none, both], ['nothing', 'Compiler, Debugger']],
    ['and once more', [none, both, none], ['nothing', 'Compiler, Debugger']],
    ['and a third one', [none, both, ticking(['Docs'])], ['nothing', 'Compiler, Debugger', 'Docs']],
  ] as const)(
    '%s: the script replays each of them, and the first by default',
    async (_, recordings, values) => {
      const [first, ...others] = recordings;
      const script = await generated(first, ...others);
      const session = parseSession('a.yaml', script);
      expect(session.params).toMatchObject([{ name: 'components', of: values, default: values[0] }]);
      for (const [at, value] of values.entries()) {
        const recording = recordings[at] ?? both;
        await replay({ ...recording, session, given: { components: value } });
        for (const other of values.filter((each) => each !== value))
          await expect(replay({ ...recording, session, given: { components: other } })).rejects.toMatchObject(
            {
              code: 'UNATTEND_REPLAY_MISMATCH',
            },
          );
        // Which one it is the recording tells.
        await replay({ ...recording, session, given: {} });
      }
      const another = ticking(['Debugger', 'Docs']);
      await expect(replay({ ...another, session, given: {} })).rejects.toThrow(
        values[0] === 'nothing' ? 'select nothing' : 'select "Compiler"',
      );
    },
  );

  it('that are equal have no parameter', async () => {
    expect(await generated(none, none)).toBe(await generated(none));
  });

  it('and ended with different exit codes: all of them, to be looked at', async () => {
    const script = await generated(ticking([]), ticking([], 'exit code 3'));
    expect(script).toContain(`
    # guessed: the recordings ended with different exit codes; take out those that mean a failure
    exit: [0, 3]
`);
    expect(await generated(ticking([], 'exit code 3'), ticking([]))).toContain('exit: [0, 3]\n');
  });

  it('by a line and by a key', async () => {
    const one = answering('setup', [['Go on? ', 'yes']]);
    const other = answering('setup', [['Go on? ', '', { ends: '\x03' }]]);
    expect(middleOf(await generated(one, other))).toBe(`params:
  go: { of: [typed, ctrl-c], default: typed }

deploy:
  - spawn: setup
    dialogue:
      # the recordings answer this in different ways: go
      - expect: Go on?
        when: { go: typed }
        answer: yes
      - expect: Go on?
        when: { go: ctrl-c }
        press: ctrl-c
    exit: 0
`);
  });
});

describe('a value of a secret in one of the ways', () => {
  const draftWith = (response: ResponseDraft): ScriptDraft => ({
    name: 'setup',
    base: undefined,
    params: [{ name: 'parts', value: 'Docs', of: ['Docs', 'hunter22'] }],
    secrets: [{ name: 'password', comments: [] }],
    inputs: [],
    spawns: [
      {
        command: 'setup',
        size: { columns: 120, rows: 40 },
        always: [],
        dialogue: [{ expect: { kind: 'text', parts: [{ text: 'Parts?' }] }, response, comments: [] }],
        exitCodes: [0],
        silentSeconds: 0,
        workedSeconds: 0,
        scope: { sudo: [], hasServices: false },
        comments: [],
      },
    ],
    comments: [],
  });
  const docs = { value: 'Docs', response: { kind: 'tick', only: ['Docs'] } } as const;
  const hidden = (way: Way): string => {
    const draft = draftWith({ kind: 'either', param: 'parts', ways: [docs, way] });
    const { spawns, params } = hideSecrets(draft, new Map([['hunter22', 'password']])).draft;
    return JSON.stringify({ spawns, params });
  };

  it('is a secret there', () => {
    const found = hidden({
      value: 'typed',
      response: { kind: 'answer', source: { kind: 'text', text: 'hunter22' } },
    });
    expect(found).not.toContain('hunter22');
    expect(found).toContain('"kind":"secret","name":"password"');
    expect(found).toContain('"only":["Docs"]');
  });

  it('leaves the first way alone where the value that chooses would tell it', () => {
    const found = hidden({ value: 'hunter22', response: { kind: 'tick', only: ['hunter22'] } });
    expect(found).not.toContain('hunter22');
    expect(found).not.toContain('"either"');
    expect(found).toContain('which the value of a secret would tell');
  });
});
