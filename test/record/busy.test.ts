import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CastEvent } from '../../src/recording/cast.js';
import { readFlags } from '../../src/recording/flags-file.js';
import { generateScript } from '../../src/recording/generate/generate.js';
import { parseCast } from '../../src/recording/reader.js';
import { createFlagsWriter } from '../../src/recording/record/flags-writer.js';
import { TypedSecrets } from '../../src/recording/record/secrets.js';
import { Sheet } from '../../src/recording/record/sheet.js';
import { SheetClock } from '../../src/recording/record/sheet-clock.js';
import { Take } from '../../src/recording/record/take.js';
import { createCastWriter } from '../../src/recording/writer.js';
import type { Clock } from '../../src/session/clock.js';
import type { EchoState, TerminalSize } from '../../src/terminal/terminal.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { lagging } from '../recording/support/lagging.js';
import { recordNpmWizard, token } from '../recording/support/npm-wizard.js';
import type { Recorded } from '../recording/support/person.js';
import { dialogueOf } from '../recording/support/through.js';

/** A clock that stands where it was put; what was to be called until then was called. */
class SetClock implements Clock {
  #nowMs = 0;
  readonly #waiting = new Set<{ readonly atMs: number; readonly call: () => void }>();

  nowMs(): number {
    return this.#nowMs;
  }

  after(ms: number, call: () => void): () => void {
    const wait = { atMs: this.#nowMs + ms, call };
    this.#waiting.add(wait);
    return () => void this.#waiting.delete(wait);
  }

  slowdown(): number {
    return 1;
  }

  soon(call: () => void): void {
    setImmediate(call);
  }

  during<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  beside<T>(work: Promise<T>): Promise<T> {
    return work;
  }

  /** Goes there; `settle` is awaited after each call. */
  async goTo(atMs: number, settle: () => Promise<unknown>): Promise<void> {
    for (;;) {
      const due = [...this.#waiting].filter((wait) => wait.atMs <= atMs);
      const [next] = due.sort((one, other) => one.atMs - other.atMs);
      if (next === undefined) break;
      this.#waiting.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.call();
      await settle();
    }
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }
}

/** A recorder on a clock that is set, and where it writes. */
function recorderIn(box: Sandbox, size: TerminalSize, lookAtEcho: () => EchoState) {
  const file = join(box.directory, 'a.cast');
  const clock = new SetClock();
  const sheetClock = new SheetClock(() => clock.nowMs());
  const writer = createCastWriter({ file, size, clock: sheetClock });
  const secrets = new TypedSecrets();
  const sheet = new Sheet({ writer, flags: createFlagsWriter(file), secrets, clock: sheetClock });
  sheet.begin({ command: './wizard', inputs: {} });
  const take = new Take({ size, sheet, clock, lookAtEcho: () => Promise.resolve(lookAtEcho()) });
  return {
    file,
    secrets,
    take,
    goTo: (atMs: number): Promise<void> => clock.goTo(atMs, () => take.screen()),
    async end() {
      await take.end();
      sheet.end('exit code 0');
      writer.close();
    },
  };
}

/** What happened on a terminal, as a recorder sees it that is itself recorded; the dialogue that is made of it. */
async function record(box: Sandbox, { cast, flags }: Recorded): Promise<string> {
  let isRaw = false;
  const { take, file, secrets, ...recorder } = recorderIn(box, cast.header.size, () =>
    isRaw ? 'raw' : 'on',
  );
  for (const [index, event] of cast.events.entries()) {
    await recorder.goTo(event.atSeconds * 1000);
    isRaw ||= flags.get(index) === 'raw';
    if (event.kind === 'output') take.output(Buffer.from(event.text));
    else if (event.kind === 'input') take.keys(Buffer.from(event.text.replace('<access-token>', token)));
    await take.screen();
  }
  await recorder.end();
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain(token);
  expect(secrets.values).toEqual({ 'access-token': token });
  const recording = { cast: parseCast(text, file), flags: await readFlags(file), file };
  return dialogueOf((await generateScript({ recordings: [recording] })).text);
}

/** The same recording of a program that was stopped when the first key of each text came, until `forMs` after Enter. */
function stalled({ cast, flags }: Recorded, forMs: number): Recorded {
  const events: { readonly event: CastEvent; readonly index: number }[] = [];
  const late: typeof events = [];
  let lateSeconds = 0;
  let isTyped = false;
  const goOn = (): void => {
    if (late.length > 0) lateSeconds += forMs / 1000;
    for (const each of late.splice(0)) add(each);
  };
  const add = ({ event, index }: (typeof events)[number]): void => {
    events.push({ event: { ...event, atSeconds: event.atSeconds + lateSeconds }, index });
  };
  for (const [index, event] of cast.events.entries()) {
    // The next answer, or the end.
    if (event.kind === 'marker') {
      goOn();
      isTyped = false;
    }
    isTyped ||= event.kind === 'input' && /^[\w<]/.test(event.text);
    if (isTyped && event.kind === 'output') late.push({ event, index });
    else add({ event, index });
  }
  const echoes = events.flatMap(({ index }, at) => {
    const echo = flags.get(index);
    return echo === undefined ? [] : [[at, echo] as const];
  });
  return { cast: { ...cast, events: events.map(({ event }) => event) }, flags: new Map(echoes) };
}

describe.each([
  ['clack', '<left>'],
  ['inquirer', 'y'],
])('%s, recorded on a busy machine', (name, last) => {
  let box: Sandbox;
  let recorded: Recorded;
  let script: string;
  beforeAll(async () => {
    box = await openSandbox();
    recorded = await recordNpmWizard(box, name, last);
    script = await record(box, recorded);
  }, 60_000);
  afterAll(() => box[Symbol.asyncDispose]());

  it('has what was answered', () => {
    expect(script).toContain('answer: shop\n');
    expect(script).toContain('answer: { secret: access-token }\n');
    expect(script).toContain('only: [lint, docs]\n');
  });

  it.each([100, 400, 3000])(
    'becomes the same script where the program was stopped for %i ms',
    async (forMs) => expect(await record(box, stalled(recorded, forMs))).toBe(script),
  );

  it.each(Array.from({ length: 8 }, (_, at) => at + 1))(
    'becomes the same script where what it draws lags behind the keys (seed %i)',
    async (seed) => expect(await record(box, lagging(recorded, seed))).toBe(script),
    20_000,
  );
});

it('what was typed is judged soon although the program goes on and on', async () => {
  await using box = await openSandbox();
  const { take, file, secrets, ...recorder } = recorderIn(box, { columns: 80, rows: 24 }, () => 'raw');
  take.output(Buffer.from('Code: '));
  await recorder.goTo(100);
  take.keys(Buffer.from('s3cret-c0de\r'));
  for (let step = 1; step <= 25; step++) {
    await recorder.goTo(100 + 100 * step);
    take.output(Buffer.from(`\r\nstep ${step}`));
    await take.screen();
  }
  expect(secrets.values).toEqual({ code: 's3cret-c0de' });
  expect(await readFile(file, 'utf8')).toContain('step 20');
  await recorder.end();
});

/** Where fields draw: at the cursor, or with a cursor of their own in a frame that ends elsewhere. */
const fields: Readonly<Record<string, (shown: string) => string>> = {
  'at the cursor': (shown) => `\r\x1b[2KAccess: ${shown}`,
  'in a frame': (shown) => `\x1b[2A\x1b[2K│  ${shown}_\r\x1b[2B`,
};
const frame = '◆  Access\r\n\r\n└\r\n';
const shownAs: Readonly<Record<string, (text: string) => string>> = {
  'a mask': (text) => '▪'.repeat(text.length),
  'a mask but for the last character': (text) => '▪'.repeat(Math.max(0, text.length - 1)) + text.slice(-1),
  'the text': (text) => text,
};

/** All ways to draw an answer, so many keys behind. */
const late = Object.entries(fields).flatMap(([where, draw]) =>
  Object.entries(shownAs).flatMap(([what, show]) =>
    [0, 1, 2, 4].flatMap((keys) => [100, 250].map((everyMs) => ({ where, draw, what, show, keys, everyMs }))),
  ),
);

it.each(late)(
  '$what $where, drawn $keys keys late at a key every $everyMs ms, is one answer',
  async ({ where, draw, what, show, keys, everyMs }) => {
    await using box = await openSandbox();
    const { take, file, secrets, ...recorder } = recorderIn(box, { columns: 80, rows: 24 }, () => 'raw');
    let all = '';
    const write = (text: string): void => {
      all += text;
      take.output(Buffer.from(text));
    };
    write((where === 'in a frame' ? frame : '') + draw(''));
    const states = [''];
    for (const [at, key] of Array.from('s3cret-t0kenn\x7f\r').entries()) {
      await recorder.goTo(1000 + everyMs * at);
      take.keys(Buffer.from(key));
      const text = states[at] ?? '';
      states.push(key === '\r' ? text : key === '\x7f' ? text.slice(0, -1) : text + key);
      await recorder.goTo(1020 + everyMs * at);
      if (at >= keys) write(draw(show(states[at + 1 - keys] ?? '')));
      await take.screen();
    }
    await recorder.goTo(8000);
    write('\r\nTemplate: ');
    await recorder.goTo(9000);
    await recorder.end();
    const recording = {
      cast: parseCast(await readFile(file, 'utf8'), file),
      flags: await readFlags(file),
      file,
    };
    const script = dialogueOf((await generateScript({ recordings: [recording] })).text);
    // Of what shows nothing of a secret all is kept: a piece that is left out would leave the cursor elsewhere.
    const written = recording.cast.events.map((each) => (each.kind === 'output' ? each.text : '')).join('');
    if (what !== 'a mask but for the last character') expect(written).toBe(all);
    expect(script.match(/- expect/g)).toHaveLength(1);
    expect(script).toContain(what === 'the text' ? 'answer: s3cret-t0ken\n' : 'answer: { secret: access }\n');
    expect(secrets.values).toEqual(what === 'the text' ? {} : { access: 's3cret-t0ken' });
  },
);

/** Keys, each with what the program draws 20 ms behind it in a frame; what is drawn behind the last one; which secrets come of it. */
const behindTheKeys: readonly (readonly [
  string,
  string,
  readonly (readonly [string, string])[],
  string,
  object,
])[] = [
  [
    'the first character of a PIN alone is drawn before Enter',
    '│  _',
    [
      ['4', ''],
      ['7', '│  4_'],
      ['1', ''],
      ['1', ''],
      ['\r', ''],
    ],
    '│  ▪▪▪▪_',
    { access: '4711' },
  ],
  [
    'a text that begins with a sign of masks',
    '│  _',
    [
      ['x', ''],
      ['f', '│  x_'],
      ['s', '│  xf_'],
      ['\r', ''],
    ],
    '│  xfs_',
    {},
  ],
];

it.each(behindTheKeys)('%s', async (_, first, keys, last, values) => {
  await using box = await openSandbox();
  const { take, secrets, ...recorder } = recorderIn(box, { columns: 80, rows: 24 }, () => 'raw');
  const draw = (row: string): void => take.output(Buffer.from(`\x1b[2A\x1b[2K${row}\r\x1b[2B`));
  take.output(Buffer.from(frame));
  draw(first);
  for (const [at, [key, row]] of keys.entries()) {
    await recorder.goTo(1000 + 250 * at);
    take.keys(Buffer.from(key));
    await recorder.goTo(1020 + 250 * at);
    if (row !== '') draw(row);
    await take.screen();
  }
  draw(last);
  await recorder.goTo(5000);
  take.output(Buffer.from('\r\nTemplate: '));
  await recorder.goTo(9000);
  await recorder.end();
  expect(secrets.values).toEqual(values);
});
