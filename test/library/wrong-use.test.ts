import { describe, expect, it } from 'vitest';
import { type Container, connectEngine, Secret, spawn, type Spawned } from '../../src/index.js';
import { checkMs, shown } from '../../src/library/wrong-use.js';

/** What a caller in JavaScript might write. */
const wrong = (value: unknown): never => value as never;

/** One in which nothing is to be started. */
const container = {
  openTerminal: () => Promise.reject(new Error('It was asked.')),
} as unknown as Container;

/** The message of the TypeError that a call ends with. */
async function messageOf(call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as TypeError).message;
  }
  throw new Error('It did not fail.');
}

const keys =
  'up, down, right, left, home, end, enter, return, tab, shift-tab, space, escape, backspace, insert, delete, ' +
  'page-up, page-down, f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, ctrl-X, alt-KEY, one character, or ' +
  '<Label> for a button';

const notThere = (name: string, value: string): string =>
  `${name} is ${value}: give it a value, or leave the key away.`;

const calls: readonly (readonly [string, (cat: Spawned) => unknown, string])[] = [
  [
    'an empty list of patterns',
    (cat) => cat.expect([]),
    'expect needs at least one pattern: expect("Name:") or expect(["yes", "no"]).',
  ],
  [
    'two times in one list',
    (cat) => cat.expect([{ timeoutMs: 1 }, { timeoutMs: 2 }]),
    'expect takes one { timeoutMs } among its patterns, not two.',
  ],
  [
    'a blank pattern',
    (cat) => cat.expect(' '),
    'The pattern " " is blank and would match anywhere: name what the prompt says.',
  ],
  [
    'a regular expression that matches nothing at all',
    (cat) => cat.expect([/name:/, /\s*$/]),
    '/\\s*$/ can match without any text, which is everywhere: name what the prompt says.',
  ],
  [
    "a regular expression that takes no text: a word's edge",
    (cat) => cat.expect([/name:/, /\b/]),
    '/\\b/ can match without any text, which is everywhere: name what the prompt says.',
  ],
  [
    'a regular expression that takes no text: what comes next',
    (cat) => cat.expect([/name:/, /(?=there)/]),
    '/(?=there)/ can match without any text, which is everywhere: name what the prompt says.',
  ],
  [
    'a regular expression that takes no text: what came before',
    (cat) => cat.expect([/name:/, { screen: /(?<=hi)/ }]),
    '/(?<=hi)/ can match without any text, which is everywhere: name what the prompt says.',
  ],
  [
    'a regular expression that takes no text: the end of a line',
    (cat) => cat.expect([/name:/, { raw: /$/ }]),
    '/$/ can match without any text, which is everywhere: name what the prompt says.',
  ],
  [
    'a regular expression that takes no text: in one alternative',
    (cat) => cat.expect([/name:/, /yes|(?:\b)+/u]),
    '/yes|(?:\\b)+/u can match without any text, which is everywhere: name what the prompt says.',
  ],
  [
    'no pattern at all',
    (cat) => cat.expect(wrong({ txt: 'a' })),
    'A pattern is text, a RegExp, { text, after }, { screen }, { raw }, { quietMs } or { eof: true }, not {"txt":"a"}.',
  ],
  [
    'a key of a text pattern that there is not',
    (cat) => cat.expect(wrong({ text: 'Password:', afer: 'Old:' })),
    'A { text } pattern has no "afer"; there is text, after.',
  ],
  [
    'a key of a screen pattern that there is not',
    (cat) => cat.dialogue([{ expect: wrong({ screen: 'Delete everything', highlihgted: true }) }]),
    'A { screen } pattern has no "highlihgted"; there is screen, row, cursor, highlighted, box, unique.',
  ],
  [
    'a key of another pattern',
    (cat) => cat.expect(['x', wrong({ eof: true, after: 'y' })]),
    'A { eof } pattern has no "after"; there is eof.',
  ],
  [
    'two patterns in one',
    (cat) => cat.expect(wrong({ screen: 'x', text: 'y' })),
    'A { text } pattern has no "screen"; there is text, after.',
  ],
  [
    'a time beside a pattern',
    (cat) => cat.expect([wrong({ text: 'x', timeoutMs: 5 })]),
    'A { timeoutMs } branch has no "text"; there is timeoutMs.',
  ],
  [
    'a number that the text stands below',
    (cat) => cat.expect(wrong({ text: 'a', after: 5 })),
    'after is text that stands above, not 5.',
  ],
  [
    'a blank that the text stands below',
    (cat) => cat.expect({ text: 'a', after: ' ' }),
    'after is text that stands above, not " ".',
  ],
  [
    'an expression where text is wanted',
    (cat) => cat.expect(wrong({ text: /a/ })),
    'text is a text, not /a/; a RegExp stands alone.',
  ],
  [
    'what is not highlighted',
    (cat) => cat.expect(wrong({ screen: 'x', highlighted: false })),
    'highlighted is true or left away, not false.',
  ],
  [
    'a row as the place of the cursor',
    (cat) => cat.expect(wrong({ screen: 'x', cursor: 3 })),
    'cursor is true or left away, not 3.',
  ],
  [
    'how often it stands there',
    (cat) => cat.expect(wrong({ screen: 'x', unique: 'yes' })),
    'unique is true or left away, not "yes".',
  ],
  [
    'a box without a title',
    (cat) => cat.expect(wrong({ screen: 'x', box: true })),
    'box is the title of a box, not true.',
  ],
  [
    'no time of silence',
    (cat) => cat.expect(wrong({ quietMs: undefined })),
    'A pattern is text, a RegExp, { text, after }, { screen }, { raw }, { quietMs } or { eof: true }, not {}.',
  ],
  [
    'an undefined pattern',
    (cat) => cat.expect(wrong(undefined)),
    'A pattern is text, a RegExp, { text, after }, { screen }, { raw }, { quietMs } or { eof: true }, not undefined.',
  ],
  [
    'a time as the pattern of an exchange',
    (cat) => cat.dialogue([{ expect: wrong({ timeoutMs: 5 }), answer: 'y' }]),
    '{ timeoutMs } is a branch of expect([...]) only; an exchange has its own timeoutMs.',
  ],
  [
    'a negative time',
    (cat) => cat.expect('x', { timeoutMs: -1 }),
    'timeoutMs is a number of milliseconds from 0 or Infinity, not -1.',
  ],
  [
    'a time with a unit',
    (cat) => cat.dialogue([{ expect: 'x', stallMs: wrong('5s') }]),
    'stallMs is a number of milliseconds from 0, Infinity or false, not "5s".',
  ],
  [
    'an unknown key',
    (cat) => cat.press('entr'),
    `There is no key "entr". Keys are ${keys}; text goes to type().`,
  ],
  ...[
    ['Enter', 'enter'],
    ['Control+C', 'ctrl-c'],
    ['^C', 'ctrl-c'],
    ['PageUp', 'page-up'],
    ['ArrowDown', 'down'],
    ['shift+tab', 'shift-tab'],
  ].map(
    ([theirs = '', ours = '']) =>
      [
        `a key by the name of other tools: ${theirs}`,
        (cat: Spawned) => cat.press(theirs),
        `There is no key "${theirs}": press("${ours}").`,
      ] as const,
  ),
  [
    'a time as pexpect takes it',
    (cat) => cat.expect('x', wrong(5)),
    'expect takes options as { timeoutMs, cancelSignal, always, failOn, windowChars }, not 5.',
  ],
  ['a signal to kill with', (cat) => cat.kill(wrong(9)), 'kill takes options as { graceMs }, not 9.'],
  [
    'a controller in the place of its signal',
    (cat) => cat.expect('x', { cancelSignal: wrong(new AbortController()) }),
    'cancelSignal is an AbortSignal, not AbortController: give its .signal.',
  ],
  ['no key', (cat) => cat.press(), 'press needs at least one key, for example press("enter").'],
  [
    'two responses',
    (cat) => cat.dialogue([{ expect: 'x', answer: 'y', fail: 'no' }]),
    'An exchange has one response, not answer and fail: make the second one an exchange of its own.',
  ],
  [
    'keys beside an answer',
    (cat) => cat.dialogue([{ expect: 'x', answer: 'y', press: 'tab' }]),
    'An exchange has one response, not answer and press: make the second one an exchange of its own.',
  ],
  [
    'no answer in a list',
    (cat) => cat.dialogue([{ expect: 'x', answer: [] }]),
    'A list of answers has at least one: answer: ["first"].',
  ],
  [
    'an answer that is no text',
    (cat) => cat.answer(wrong(7)),
    'An answer is text, a Secret or a function that makes the text, not 7.',
  ],
  [
    'a line erased for nothing',
    (cat) => cat.dialogue([{ expect: 'x', clear: true }]),
    'clear erases a line before answer or type; there is neither beside it.',
  ],
  [
    'keys that are a number',
    (cat) => cat.dialogue([{ expect: 'x', press: wrong(5) }]),
    'press takes the name of a key or a list of them, not 5.',
  ],
  [
    'keys that are an object',
    (cat) => cat.dialogue([{ expect: 'x', press: wrong({}) }]),
    'press takes the name of a key or a list of them, not {}.',
  ],
  [
    'keys that are true',
    (cat) => cat.dialogue([{ expect: 'x', press: wrong(true) }]),
    'press takes the name of a key or a list of them, not true.',
  ],
  [
    'keys that are a secret',
    (cat) => cat.dialogue([{ expect: 'x', press: wrong(new Secret('hunter22', 'pw')) }]),
    'press takes the name of a key or a list of them, not "<pw>".',
  ],
  [
    'keys that are null',
    (cat) => cat.dialogue([{ expect: 'x', press: wrong(null) }]),
    'press takes the name of a key or a list of them, not null.',
  ],
  [
    'a key that confirms and is none',
    (cat) => cat.select('Full', { press: wrong(5) }),
    'press takes the name of a key or a list of them, not 5.',
  ],
  [
    'time to settle that is less than none: answer',
    (cat) => cat.answer('x', { settleMs: -1 }),
    'settleMs is a number of milliseconds from 0 or Infinity, not -1.',
  ],
  [
    'time to settle that is less than none: type',
    (cat) => cat.type(new Secret('hunter22'), { settleMs: -1 }),
    'settleMs is a number of milliseconds from 0 or Infinity, not -1.',
  ],
  [
    'time to settle that is less than none: press',
    (cat) => cat.press('enter', { settleMs: -1 }),
    'settleMs is a number of milliseconds from 0 or Infinity, not -1.',
  ],
  [
    'time to settle that is less than none: select',
    (cat) => cat.select('Full', { settleMs: -1 }),
    'settleMs is a number of milliseconds from 0 or Infinity, not -1.',
  ],
  [
    'time beside a branch for it, as text',
    (cat) => cat.expect(['x', { timeoutMs: 200 }], { timeoutMs: wrong('5') }),
    'timeoutMs is a number of milliseconds from 0 or Infinity, not "5".',
  ],
  [
    'time beside a branch for it, null',
    (cat) => cat.expect(['x', { timeoutMs: 200 }], { timeoutMs: wrong(null) }),
    'timeoutMs is a number of milliseconds from 0 or Infinity, not null.',
  ],
  [
    'an exchange without a pattern',
    (cat) => cat.dialogue([wrong({ answer: 'y' })]),
    'An exchange needs a pattern: { expect: … }; ["answer"] has none.',
  ],
  [
    'a group of nothing',
    (cat) => cat.dialogue([{ oneOf: [] }]),
    'oneOf needs at least one exchange: { oneOf: [{ expect: … }] }.',
  ],
  ['an empty form', (cat) => cat.fill({}), 'fill needs at least one field: fill({ Label: "value" }).'],
  [
    'a menu chosen from by an unknown word',
    (cat) => cat.select(wrong({ just: ['a'] })),
    'select takes a label or { only | add | remove: [labels] }, not {"just":["a"]}.',
  ],
  [
    'nothing to tick',
    (cat) => cat.select({ add: [] }),
    'select takes a label or { only | add | remove: [labels] }, not {"add":[]}.',
  ],
  [
    'nothing to untick',
    (cat) => cat.select({ remove: [] }),
    'select takes a label or { only | add | remove: [labels] }, not {"remove":[]}.',
  ],
  ['an answer that is not there', (cat) => cat.answer(wrong(undefined)), notThere('answer', 'undefined')],
  ['no text to type', (cat) => cat.type(wrong(null)), notThere('type', 'null')],
  ['no label', (cat) => cat.select(wrong(undefined)), notThere('select', 'undefined')],
  [
    'an answer that is not there, in a dialogue',
    (cat) => cat.dialogue([{ expect: 'x', answer: wrong(undefined) }]),
    notThere('answer', 'undefined'),
  ],
  ['a form that is none', (cat) => cat.fill(wrong('zoe')), 'fill takes { Label: "value" }, not "zoe".'],
  [
    'a key of an exchange that there is not',
    (cat) => cat.dialogue([wrong({ expect: 'x', awnser: 'y' })]),
    'An exchange has no "awnser"; there is expect, answer, type, press, select, fill, fail, optional, repeat, ' +
      'clear, visible, timeoutMs, settleMs, stallMs, windowChars, onMatch.',
  ],
  [
    'an option that there is not',
    (cat) => cat.expect('x', wrong({ timeout: 5 })),
    'expect has no "timeout"; there is timeoutMs, cancelSignal, always, failOn, windowChars.',
  ],
  [
    'an option of another call',
    (cat) => cat.answer('x', wrong({ failOn: ['y'] })),
    'answer has no "failOn"; there is timeoutMs, cancelSignal, settleMs, visible, clear, press.',
  ],
  [
    'a choice that may be left out',
    (cat) => cat.dialogue([wrong({ oneOf: [{ expect: 'x' }], optional: true })]),
    'A choice has no "optional"; there is oneOf.',
  ],
  [
    'an item where a list is wanted',
    (cat) => cat.dialogue(wrong({ expect: 'x', answer: 'y' })),
    'A dialogue is a list: dialogue([{ expect: "Name:", answer: "zoe" }]).',
  ],
  [
    'a text as an item',
    (cat) => cat.dialogue([wrong('x')]),
    'An item of a dialogue is { expect: … }, not "x".',
  ],
  [
    'one text to fail on',
    (cat) => cat.dialogue([{ expect: 'x' }], { failOn: wrong('y') }),
    'failOn is a list: { failOn: ["No space left"] }.',
  ],
  [
    'one rule that always holds',
    (cat) => cat.dialogue([{ expect: 'x' }], { always: wrong({ expect: 'y' }) }),
    'always is a list: { always: [{ expect: "--More--", press: "space" }] }.',
  ],
  [
    'a row above the first',
    (cat) => cat.expect({ screen: 'x', row: 0 }),
    'row is a whole number from 1, or from -1 up from the bottom, not 0.',
  ],
  [
    'no end awaited',
    (cat) => cat.expect(wrong({ eof: false })),
    'A pattern is text, a RegExp, { text, after }, { screen }, { raw }, { quietMs } or { eof: true }, not {"eof":false}.',
  ],
  [
    'keys as a list',
    (cat) => cat.press(wrong(['down', 'enter'])),
    'A key is a text, not ["down","enter"]: press("down", "enter").',
  ],
  ['nothing to write', (cat) => cat.write(wrong(undefined)), 'write takes text or bytes, not undefined.'],
  [
    'an exit code as text',
    (cat) => cat.exit(wrong(['0'])),
    'exit takes a code, a list of codes or "any", not ["0"].',
  ],
  [
    'a grace below nothing',
    (cat) => cat.kill({ graceMs: -1 }),
    'graceMs is a number of milliseconds from 0 or Infinity, not -1.',
  ],
  [
    'half a column',
    (cat) => cat.resize({ columns: 80.5 }),
    'size.columns is a whole number from 1 to 65535, not 80.5.',
  ],
  [
    'a size by other names',
    (cat) => cat.resize(wrong({ cols: 80 })),
    'size has no "cols"; there is columns, rows.',
  ],
  ['a size as numbers', (cat) => cat.resize(wrong(80)), 'size is { columns, rows }, not 80.'],
  [
    'an option of other calls beside keys',
    (cat) => cat.press('enter', wrong({ clear: true })),
    'press has no "clear"; there is timeoutMs, cancelSignal, settleMs.',
  ],
  [
    'options and no key',
    (cat) => cat.press({ timeoutMs: 5 }),
    'press needs at least one key, for example press("enter").',
  ],
  [
    'a person where there is no terminal',
    (cat) => cat.interact(),
    'interact needs a terminal: stdin and stdout must be one. See handover for your own.',
  ],
];

describe('what cannot be meant is a TypeError that names it and says what to write', () => {
  it.each(calls)('%s', async (_, call, message) => {
    await using cat = await spawn(['cat']);
    expect(await messageOf(() => call(cat))).toBe(message);
  });

  it.each<readonly [string, Parameters<typeof spawn>, string]>([
    [
      'no command',
      [''],
      'spawn needs a command line or a list of program and arguments, all text without NUL, not "".',
    ],
    [
      'no program',
      [[]],
      'spawn needs a command line or a list of program and arguments, all text without NUL, not [].',
    ],
    [
      'nothing to start',
      [wrong(undefined)],
      'spawn needs a command line or a list of program and arguments, all text without NUL, not undefined.',
    ],
    ['a directory that is no text', ['cat', { cwd: wrong(5) }], 'cwd is a path as text, not 5.'],
    ['an environment as text', ['cat', { env: wrong('A=1') }], 'env is { NAME: "value" }, not "A=1".'],
    ['a name with its value', ['cat', { env: { 'A=B': 'c' } }], 'env: "A=B" is no name of a variable.'],
    ['a value cut off', ['cat', { env: { A: 'b\0c' } }], 'env: the value of A is no text without NUL.'],
    [
      'a log that cannot be written to',
      ['cat', { log: wrong('out.log') }],
      'log is something to write to, as process.stdout, not "out.log".',
    ],
    ['a listener that is none', ['cat', { onEvent: wrong({}) }], 'onEvent is a function, not {}.'],
    [
      'no signal',
      ['cat', { cancelSignal: wrong(new AbortController()) }],
      'cancelSignal is an AbortSignal, not AbortController: give its .signal.',
    ],
    [
      'more columns than a terminal has',
      ['cat', { size: { columns: 100_000 } }],
      'size.columns is a whole number from 1 to 65535, not 100000.',
    ],
    [
      'a NUL',
      [['echo', 'a\0b']],
      'spawn needs a command line or a list of program and arguments, all text without NUL, not ["echo","a\\u0000b"].',
    ],
    [
      'an option that there is not',
      ['cat', wrong({ timeout: 5 })],
      'spawn has no "timeout"; there is size, env, cwd, timeoutMs, idleMs, stallMs, echoWaitMs, container, user, log, onEvent, cancelSignal.',
    ],
    [
      'a size by other names',
      ['cat', { size: wrong({ cols: 80, rows: 24 }) }],
      'size has no "cols"; there is columns, rows.',
    ],
    ['no rows', ['cat', { size: { rows: 0 } }], 'size.rows is a whole number from 1 to 65535, not 0.'],
    [
      'a user of this machine',
      ['cat', { user: 'me' }],
      'user is for a container; on this machine spawn a program that changes the user, as sudo.',
    ],
    [
      'no such directory',
      ['cat', { cwd: '/no/such' }],
      "cwd: ENOENT: no such file or directory, stat '/no/such'.",
    ],
    ['a file as directory', ['cat', { cwd: '/etc/passwd' }], 'cwd: /etc/passwd is no directory.'],
    ['an environment as a list', ['cat', { env: wrong([]) }], 'env is { NAME: "value" }, not [].'],
    [
      'a directory in a container that is no text',
      ['cat', { container, cwd: wrong(5) }],
      'cwd in a container is an absolute path as text, not 5.',
    ],
    [
      'a directory in a container, from nowhere',
      ['cat', { container, cwd: 'opt' }],
      'cwd in a container is an absolute path as text, not "opt".',
    ],
    [
      'a user as a number',
      ['cat', { container, user: wrong(0) }],
      'user is a name or a number as text, "builder" or "1000:1000", not 0.',
    ],
    [
      'the name of a container',
      ['cat', { container: wrong('build') }],
      'container is one of an engine, as await engine.attachContainer("name"), not "build".',
    ],
    [
      'a container that is none',
      ['cat', { container: wrong({}) }],
      'container is one of an engine, as await engine.attachContainer("name"), not {}.',
    ],
  ])('%s', async (_, [command, options], message) => {
    expect(await messageOf(() => spawn(command, options))).toBe(message);
  });

  it.each<readonly [string, unknown, string]>([
    [
      'no environment',
      undefined,
      'connectEngine is told in which environment to look for the engine: connectEngine({ env: process.env }).',
    ],
    [
      'an address alone',
      { address: 'unix:///run/docker.sock' },
      'connectEngine is told in which environment to look for the engine: connectEngine({ env: process.env }).',
    ],
    [
      'an option that there is not',
      { env: {}, host: 'unix:///run/docker.sock' },
      'connectEngine has no "host"; there is address, env.',
    ],
    [
      'an address that is no text',
      { env: {}, address: 2375 },
      'address is text as "unix:///run/docker.sock" or "tcp://host:2376", not 2375.',
    ],
  ])('connectEngine with %s', async (_, options, message) => {
    expect(await messageOf(() => connectEngine(wrong(options)))).toBe(message);
  });

  it.each<readonly [string, () => string, string]>([
    ['a promise', wrong(() => Promise.resolve('zoe')), 'a promise: it cannot be async'],
    ['nothing', wrong(() => undefined), 'undefined'],
  ])('an answer made of %s', async (_, answer, what) => {
    await using bash = await spawn('read -p "Name:" x');
    expect(await messageOf(() => bash.dialogue([{ expect: 'Name:', answer }]))).toBe(
      `A function that makes an answer returns text, not ${what}.`,
    );
  });

  it('a call that was not awaited', async () => {
    await using cat = await spawn(['cat']);
    const first = cat.expect('never').catch((error: unknown) => error);
    expect(await messageOf(() => cat.answer('x'))).toBe(
      'expect still waits: await it, or cancel it, before answer.',
    );
    await cat[Symbol.asyncDispose]();
    expect(await first).toEqual(new TypeError('The program was disposed of while a call waited for it.'));
    expect(await messageOf(() => cat.expect('x'))).toBe(
      'The program was disposed of; expect comes too late.',
    );
  });

  it('a secret without a value', () => {
    expect(() => new Secret('', 'serial')).toThrow(
      new TypeError('The secret "serial" has no value: give new Secret(value, name) a text.'),
    );
  });
});

describe('a wrong value is shown whatever it is', () => {
  const circular: Record<string, unknown> = { name: 'x' };
  circular['self'] = circular;
  const mute = {
    toJSON: () => undefined,
    get [Symbol.toStringTag](): string {
      throw new Error('It has no tag.');
    },
  };

  it.each<[string, unknown, string]>([
    ['a cycle', circular, "<ref *1> { name: 'x', self: [Circular *1] }"],
    ['a BigInt', 5n, '5'],
    ['a BigInt inside', { size: 5n }, '{ size: 5n }'],
    ['an object without words for JSON', { toJSON: () => undefined }, '{ toJSON: [Function: toJSON] }'],
    ['an object that throws', mute, 'a value that cannot be shown'],
  ])('%s', (_, value, text) => {
    expect(shown(value)).toBe(text);
    expect(() => checkMs('timeoutMs', wrong(value))).toThrow(
      new TypeError(`timeoutMs is a number of milliseconds from 0 or Infinity, not ${text}.`),
    );
  });
});
