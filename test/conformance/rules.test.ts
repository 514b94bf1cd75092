import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ItemLike } from '../../src/index.js';
import { startContainer, testEngine } from '../engine/support/engine.js';
import { deliveries } from './support/deliver.js';
import { conformance, type Failure, failureOf } from './support/conforms.js';
import { patience } from './support/patience.js';
import { createStage, type Stage } from './support/stage.js';

const conforms = conformance();

conforms('C20: one answer, a list of answers, a function of the match', async (stage) => {
  const disks = async (exchange: ItemLike, accepted = '.') => {
    await using talk = await stage.start('three-times.sh', { args: [accepted] });
    const end = talk.program.dialogue([exchange]).then(() => talk.program.exit());
    const failure = await end.then(
      () => undefined,
      (error: unknown) => error as Failure,
    );
    return { typed: talk.typed(), failure };
  };
  const list = await disks({ expect: 'Disk:', answer: ['sda', 'sdb', 'sdc'] });
  expect(list).toEqual({ typed: ['sda\r', 'sdb\r', 'sdc\r'], failure: undefined });

  let count = 0;
  const answer = ({ match }: { readonly match: readonly string[] }) => `${match[1] ?? ''}${++count}`;
  const made = await disks({ expect: /(D)isk:/, answer, repeat: 3 });
  expect(made).toEqual({ typed: ['D1\r', 'D2\r', 'D3\r'], failure: undefined });

  const exhausted = await disks({ expect: 'Disk:', answer: ['xda', 'xdb'] }, '^s');
  expect(exhausted.failure?.message).toBe(
    'The prompt "Disk:" came back after it was answered; the program said: No such disk xdb.',
  );
  expect(exhausted.typed).toEqual(['xda\r', 'xdb\r']);

  await using unused = await stage.start('early-end.sh', { args: ['Name:'] });
  const missing = await failureOf(
    unused.program.dialogue([
      { expect: 'Name:', answer: 'zoe' },
      { expect: 'Serial:', answer: '1' },
    ]),
  );
  expect([missing.errorName, missing.details['pattern']]).toEqual(['UNEXPECTED_END', 'Serial:']);
});

conforms(
  'C30: a repeated rule loops, and the chosen clock decides',
  async (stage) => {
    let tries = 0;
    const counted = { expect: 'again?', repeat: 3, optional: true, answer: () => `yes ${++tries}` };
    await using reset = await stage.start('dialling.sh', { args: [String(0.4 * patience)] });
    await reset.program.dialogue([counted, { expect: 'connected', timeoutMs: 900 * patience }]);
    expect(reset.typed()).toEqual(['yes 1\r', 'yes 2\r', 'yes 3\r']);

    await using kept = await stage.start('dialling.sh', { args: [String(0.4 * patience)] });
    const failure = await failureOf(
      kept.program.dialogue([counted, { expect: 'connected' }], { timeoutMs: 900 * patience }),
    );
    expect(failure).toMatchObject({
      errorName: 'EXPECT_TIMEOUT',
      details: { limit: 'timeout', limitMs: 900 * patience },
    });
    expect(kept.typed().length).toBeLessThan(3);
  },
  { isConcurrent: true, isNotRecorded: true },
);

conforms('C31: a rule that fails fires in whichever step, before the local rules', async (stage) => {
  const questions = [1, 2, 3].map((n) => ({ expect: `Question ${n}:`, answer: `answer ${n}` }));
  const items = [...questions, { expect: 'Retry the write?', answer: 'y', optional: true }];
  for (const at of [1, 2, 3]) {
    await using byRule = await stage.start('wizard-that-fails.sh', { args: [String(at)] });
    const always = [{ expect: 'disk full', fail: 'The disk is full.' }];
    const failure = await failureOf(
      byRule.program.dialogue(items, { always }).then(() => byRule.program.exit()),
    );
    expect([failure.errorName, failure.message]).toEqual(['FAIL_MATCHED', 'The disk is full.']);
    expect(byRule.typed()).toEqual(questions.slice(0, at).map(({ answer }) => `${answer}\r`));

    await using byList = await stage.start('wizard-that-fails.sh', { args: [String(at)] });
    const fatal = await failureOf(
      byList.program.dialogue(items, { failOn: ['disk full'] }).then(() => byList.program.exit()),
    );
    expect(fatal.message).toBe('The program printed "disk full".');
    expect(byList.typed()).toHaveLength(at);
  }
});

conforms('C32: a group is satisfied in any order', async (stage) => {
  const group = {
    anyOrder: [
      { expect: 'done: docs' },
      { expect: 'Install tools?', answer: 'y' },
      { expect: 'Install samples?', answer: 'n' },
    ],
  };
  for (const order of [
    ['docs', 'ask-tools', 'ask-samples', 'end'],
    ['ask-samples', 'docs', 'ask-tools', 'end'],
    ['ask-tools', 'ask-samples', 'docs', 'end'],
  ]) {
    await using talk = await stage.start('any-order.sh', { args: order });
    await talk.program.dialogue([group, { expect: 'done: end' }]);
    await talk.program.exit();
    expect(talk.typed().toSorted()).toEqual(['n\r', 'y\r']);
  }
});

/** Writes two lines with vi and leaves it; returns what the file holds. */
async function writeWithVi(stage: Stage, file: string): Promise<void> {
  await using vi = await stage.start(['vi', file], { size: { columns: 80, rows: 24 } });
  const { program } = vi;
  await program.expect({ raw: /~/ });
  await program.type('i');
  await program.type('first line');
  await program.press('enter');
  await program.type('second line');
  await program.press('escape');
  await program.expect({ quietMs: 200 }); // an escape soon followed by a key is that key with Alt
  await program.type(':wq');
  await program.press('enter');
  await program.exit();
}

describe('C32: an editor', () => {
  it.each(deliveries)('on the host, delivered %s', async (delivery) => {
    const folder = await mkdtemp(join(tmpdir(), 'conformance-vi-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'text');
    await writeWithVi(createStage('host', delivery, undefined), file);
    expect(await readFile(file, 'utf8')).toBe('first line\nsecond line\n');
  });

  it.each(deliveries)('on the container, delivered %s', async (delivery) => {
    await using engine = await testEngine();
    await using container = await startContainer(engine); // the smallest image has an editor, the other none
    const stage = createStage('container', delivery, container);
    await writeWithVi(stage, '/tmp/text');
    expect(String(await stage.piped(['cat', '/tmp/text']))).toBe('first line\nsecond line\n');
  });
});

conforms('C41: a prompt redrawn three times by a carriage return is answered once', async (stage) => {
  await using talk = await stage.start('redrawn-prompt.sh');
  await talk.program.dialogue([{ expect: 'Continue? [y]', answer: 'y' }, { expect: 'went on with y' }]);
  await talk.program.exit();
  expect(talk.typed()).toEqual(['y\r']);
});

conforms('C51: a licence that quotes the prompt is paged, the real prompt is answered', async (stage) => {
  await using talk = await stage.start('licence.sh', { size: { columns: 80, rows: 24 } });
  const always = [
    { expect: '--More--', press: 'space' },
    { expect: '(END)', press: 'q', optional: true },
  ];
  const items = [{ expect: 'Do you accept? [yes/no]:', answer: 'yes' }, { expect: 'accepted with yes' }];
  await talk.program.dialogue(items, { always });
  await talk.program.exit();
  expect(talk.typed().filter((text) => text !== ' ' && text !== 'q')).toEqual(['yes\r']);
  expect(talk.typed().filter((text) => text === ' ').length).toBeGreaterThanOrEqual(2);
});

conforms('C52: the question of a page goes before its footer', async (stage) => {
  await using talk = await stage.start('page-with-footer.sh', { size: { columns: 80, rows: 24 } });
  const always = [{ expect: 'Press F1 for help', press: 'enter' }];
  await talk.program.dialogue(
    [{ expect: 'Overwrite the old files? [y/n]', answer: 'n' }, { expect: 'got n' }],
    { always },
  );
  await talk.program.exit();
  expect(talk.typed()).toEqual(['n\r']);
});

conforms('C53: a refused answer fails with the error line; a second answer is given', async (stage) => {
  await using once = await stage.start('insisting.sh');
  const items = (answer: string | readonly string[]) => [
    { expect: 'Directory:', answer },
    { expect: 'installing in /opt' },
  ];
  const failure = await failureOf(once.program.dialogue(items('/nowhere')));
  expect(failure.message).toBe(
    'The prompt "Directory:" came back after it was answered; the program said: No such directory: /nowhere.',
  );
  await using twice = await stage.start('insisting.sh');
  await twice.program.dialogue(items(['/nowhere', '/opt']));
  await twice.program.exit();
  expect(twice.typed()).toEqual(['/nowhere\r', '/opt\r']);
});

conforms(
  'C56: an early end fails, one with only optional exchanges left does not, a question more is a stall',
  async (stage) => {
    const hold = async (
      questions: readonly string[],
      items: readonly ItemLike[],
      stallMs: number | false = false,
    ) => {
      await using talk = await stage.start('early-end.sh', { args: questions, stallMs });
      await talk.program.dialogue(items);
      await talk.program.exit();
    };
    const name = { expect: 'Name:', answer: 'zoe' };
    const missing = await failureOf(hold(['Name:'], [name, { expect: 'Serial:', answer: '1' }]));
    expect([missing.errorName, missing.details['pattern']]).toEqual(['UNEXPECTED_END', 'Serial:']);
    await hold(['Name:'], [name, { expect: 'Overwrite?', answer: 'y', optional: true }]);
    const stalled = await failureOf(hold(['Name:', 'Anything else?'], [name], 500));
    expect(stalled).toMatchObject({ errorName: 'STALLED', details: { prompt: 'Anything else?' } });
  },
  { isNotRecorded: true },
);

conforms('C57: either way through a branch, nothing of the other is required', async (stage) => {
  const items = [
    {
      oneOf: [
        {
          expect: 'Upgrade it?',
          answer: 'y',
          then: [{ expect: 'Keep the settings?', answer: 'no' }, { expect: 'upgraded, kept no' }],
        },
        {
          expect: 'fresh installation',
          then: [{ expect: 'Directory:', answer: '/opt' }, { expect: 'installed in /opt' }],
        },
      ],
    },
    { expect: 'Start it now?', answer: 'later' },
  ];
  for (const [way, typed] of [
    ['upgrade', ['y\r', 'no\r', 'later\r']],
    ['fresh', ['/opt\r', 'later\r']],
  ] as const) {
    await using talk = await stage.start('upgrade-or-fresh.sh', { args: [way] });
    await talk.program.dialogue(items);
    await talk.program.exit();
    expect(talk.typed()).toEqual(typed);
  }
});
