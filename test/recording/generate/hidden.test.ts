import { describe, expect, it } from 'vitest';
import type { Cast, CastEvent } from '../../../src/recording/cast.js';
import { replay } from '../../../src/recording/replay.js';
import { parseSession } from '../../../src/script/parse-session.js';
import { generateReplaying } from '../support/replaying.js';

interface Told {
  /** How the program shows what is typed; `plain` when nothing is said. */
  readonly shown?: 'hidden' | 'masked';
  readonly ends?: string;
}
type Talk = readonly [output: string, typed: string, told?: Told];

/** As another program records, that knows nothing of the terminal's flags. */
function castOf(command: string, talks: readonly Talk[]): Cast {
  const events: CastEvent[] = [];
  let atSeconds = 0;
  for (const [output, typed, { shown, ends = '\r' } = {}] of talks) {
    events.push({ kind: 'output', atSeconds: (atSeconds += 1), text: output });
    for (const text of typed) {
      events.push({ kind: 'input', atSeconds, text });
      if (shown !== 'hidden')
        events.push({ kind: 'output', atSeconds, text: shown === undefined ? text : '*' });
    }
    if (ends === '') continue;
    events.push({ kind: 'input', atSeconds, text: ends }, { kind: 'output', atSeconds, text: '\r\n' });
  }
  events.push({ kind: 'output', atSeconds, text: 'bye\r\n' }, { kind: 'exit', atSeconds, status: '0' });
  return { header: { size: { columns: 120, rows: 40 }, command }, events, isCut: false };
}

async function scriptOf(talks: readonly Talk[], command = 'acme-setup'): Promise<string> {
  const recording = { cast: castOf(command, talks), flags: new Map(), file: 'a.cast' };
  const { text } = await generateReplaying({ recordings: [recording], base: 'acme/base:1' });
  parseSession('a.yaml', text);
  return text;
}

/** What stands from `deploy` on. */
const dialogueOf = (script: string): string => /^deploy:\n[^]*/m.exec(script)?.[0] ?? '';
const hidden = { shown: 'hidden' } as const;

describe('the value of a secret', () => {
  it('that was typed openly elsewhere is that secret there too', async () => {
    const script = await scriptOf([
      ['Database user: ', 'postgres'],
      ['Database password: ', 'postgres', hidden],
      ['Service postgres found. Restart? ', 'y'],
    ]);
    expect(dialogueOf(script)).toBe(`deploy:
  - spawn: acme-setup
    dialogue:
      # guessed: what was typed here, and shown, is the value of a secret or holds one
      - expect: "Database user:"
        answer: { secret: database-password }
        visible: true
      - expect: "Database password:"
        answer: { secret: database-password }
      # varies: answer given before
      - expect: /Service .+? found\\. Restart\\?/
        answer: y
    exit: 0
`);
  });

  it('within an answer makes that a secret of its own', async () => {
    const script = await scriptOf([
      ['Data directory: ', '/srv/hunter22x/data'],
      ['Password: ', 'hunter22x', hidden],
    ]);
    expect(script).not.toContain('hunter22x');
    expect(script).toContain('answer: { secret: data-directory }\n        visible: true\n');
    expect(script).not.toContain('params:');
  });

  it('in a prompt is what varies in it, also before it was typed', async () => {
    const script = await scriptOf([
      ['Use hunter22x as the new token? ', 'y'],
      ['Password: ', 'hunter22x', hidden],
    ]);
    expect(script).toContain(`      # varies: secret ([redacted])
      - expect: /Use .+? as the new token\\?/
`);
  });

  it('that is all of a prompt leaves only the silence after it', async () => {
    const script = await scriptOf([
      ['hunter22x? ', 'y'],
      ['Password: ', 'hunter22x', hidden],
    ]);
    expect(script).toContain('      - expect: { quiet: 1s }\n        answer: y\n');
    expect(script).not.toContain('hunter22x');
  });

  it.each(['answer', 'expect', 'password', 'secret', 'deploy', 'acme'])(
    'takes no word of the script with it: %s',
    async (value) => {
      const other = await scriptOf([['Password: ', 'hunter22x', hidden]]);
      expect(await scriptOf([['Password: ', value, hidden]])).toBe(other);
    },
  );

  it('in one of two recordings is in no script of both', async () => {
    const casts = [
      castOf('acme-setup', [
        ['Name: ', 'bob'],
        ['Proxy password: ', 'hunter22x', hidden],
      ]),
      castOf('acme-setup', [
        ['Name: ', 'hunter22x'],
        ['Proxy password: ', 'other9999', hidden],
      ]),
    ] as const;
    const [one, other] = casts.map((cast, at) => ({ cast, flags: new Map(), file: `${at}.cast` }));
    if (one === undefined || other === undefined) throw new Error('two were made');
    const { text } = await generateReplaying({ recordings: [one, other], base: 'acme/base:1' });
    expect(text).not.toMatch(/hunter22x|other9999/);
    expect(text).toContain('  name: { default: bob }\n');
  });
});

describe('a text that the program takes without Enter', () => {
  it.each(['hidden', 'masked'] as const)('is a secret when it is %s', async (shown) => {
    const script = await scriptOf([
      ['Enter 6-digit code: ', '483920', { shown, ends: '' }],
      ['\r\nName: ', 'bob'],
    ]);
    expect(dialogueOf(script)).toContain(`      - expect: "Enter 6-digit code:"
        type: { secret: digit-code }
      - expect: "Name:"
`);
  });

  it('is a key when it is one', async () => {
    const script = await scriptOf([
      ['Continue? [y/n] ', 'y', { shown: 'hidden', ends: '' }],
      ['\r\nName: ', 'bob'],
    ]);
    expect(script).toContain('        type: y\n');
  });
});

it('a choice is no secret where it is not shown', async () => {
  const script = await scriptOf([
    ['Continue? [y/n] ', 'y', hidden],
    ['Menu key: ', '3', hidden],
    ['PIN: ', '12', hidden],
  ]);
  expect(dialogueOf(script)).toContain(`      - expect: Continue?
        answer: y
      - expect: "Menu key:"
        answer: 3
      - expect: "PIN:"
        answer: { secret: pin }
`);
});

describe('a field on a full screen that is not recognised as one', () => {
  const box = (question: string): string =>
    [
      '\x1b[?1049h\x1b[2J\x1b[5;10H┌────────Login────────┐',
      `\x1b[6;10H│ ${question.padEnd(20)} │`,
      '\x1b[7;10H│ ┌──────────────────┐ │\x1b[8;10H│ │                  │ │\x1b[9;10H│ └──────────────────┘ │',
      '\x1b[10;10H│     <Ok>  <Cancel>   │\x1b[11;10H└──────────────────────┘\x1b[8;14H',
    ].join('');

  it.each(['hidden', 'masked'] as const)('has a secret in it when the text is %s', async (shown) => {
    const script = await scriptOf([
      [box('Enter the password'), 'hunter22x', { shown }],
      ['\x1b[?1049lName: ', 'bob'],
    ]);
    expect(dialogueOf(script)).toBe(`deploy:
  - spawn: acme-setup
    dialogue:
      # guessed: what was typed here stood nowhere on the screen
      - expect: { screen: Enter the password }
        answer: { secret: password }
      - expect: "Name:"
        answer: bob
    exit: 0
`);
  });

  it('without a word on the screen is waited for by its silence', async () => {
    const script = await scriptOf([
      ['\x1b[?1049h\x1b[2J\x1b[5;10H', 'hunter22x', hidden],
      ['\x1b[?1049lName: ', 'bob'],
    ]);
    expect(script).toContain('      - expect: { quiet: 1s }\n        answer: { secret: secret-2 }\n');
  });
});

describe('a secret by its form', () => {
  it('is no parameter: an address with credentials', async () => {
    const script = await scriptOf([['Proxy: ', 'http://alice:S3cretPw@proxy.corp:3128']]);
    expect(script).not.toMatch(/S3cretPw|params:/);
    expect(script).toContain('        answer: { secret: proxy }\n        visible: true\n');
  });

  it('is not told as a default that was accepted', async () => {
    const script = await scriptOf([
      ['Admin password [changeme99]: ', ''],
      ['Feed (https://u:pw12345@repo/): ', ''],
      ['Directory [/opt/acme]: ', ''],
    ]);
    expect(script).not.toMatch(/changeme99|pw12345/);
    expect(script.match(/# .*default.*/g)).toEqual([
      '# the default is accepted; it is left out here: a secret',
      '# the default is accepted; it is left out here: a secret',
      '# the default is accepted: /opt/acme',
    ]);
  });
});

describe('a secret in the command', () => {
  it.each([
    ['./install.sh --token=tok_abcdef1 -v', '${{ inputs.install }} --token="$TOKEN" -v', 'TOKEN'],
    ['acme --db-password hunter22x', 'acme --db-password "$DB_PASSWORD"', 'DB_PASSWORD'],
    ["acme '--password=hunter 22x'", `acme '--password='"$PASSWORD"''`, 'PASSWORD'],
    [`sh -c "acme --token 'tok_abcdef1'"`, `sh -c "acme --token '\${TOKEN}'"`, 'TOKEN'],
    ['DB_PASSWORD=hunter22x acme', 'DB_PASSWORD="$DB_PASSWORD" acme', 'DB_PASSWORD'],
    ['mysql -u root -pS3cretPw1', 'mysql -u root -p"$PASSWORD"', 'PASSWORD'],
    ['acme --from https://u:pw12345@repo/x', 'acme --from "$ADDRESS"', 'ADDRESS'],
  ])('%s comes from the environment', async (command, written, variable) => {
    const talks: readonly Talk[] = [['Name: ', 'bob']];
    const script = await scriptOf(talks, command);
    const session = parseSession('a.yaml', script);
    const [step] = session.deploy;
    if (step?.kind !== 'spawn' || step.command.kind !== 'line') throw new Error('a line is spawned');
    expect(step.command.line.source).toBe(written);
    expect(Object.keys(step.env)).toEqual([variable]);
    // Also of a recording of the command that held the value.
    const cast = castOf(command, talks);
    await replay({ session, given: {}, cast, flags: new Map(), file: 'a.cast' });
  });

  it.each([
    'acme --password-file /etc/pw',
    'acme --token "$TOKEN"',
    'acme --password --yes-to-all',
    'tar -pxf a',
  ])('is not seen where there is none: %s', async (command) => {
    expect(await scriptOf([['Name: ', 'bob']], command)).not.toContain('secrets:');
  });
});

it('a secret does not come from a variable that every shell has', async () => {
  const script = await scriptOf([
    ['User: ', 'geheim99x', hidden],
    ['Home: ', 'geheim88x', hidden],
  ]);
  expect(script.match(/env: .*/g)).toEqual(['env: SECRET_USER }', 'env: SECRET_HOME }']);
});
