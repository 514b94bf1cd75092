import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  answer,
  byteByByte,
  checkpoint,
  type Cut,
  dialogue,
  exchange,
  play,
  press,
  type Program,
  read,
  whole,
  write,
} from './support.js';

/** Cuts as a seed says, the same for the same seed. */
function randomly(seed: number): Cut {
  let state = seed;
  return (text) => {
    const pieces: string[] = [];
    for (let at = 0; at < text.length;) {
      state = (state * 1103515245 + 12345) % 2147483648;
      const length = 1 + (state % 7);
      pieces.push(text.slice(at, at + length));
      at += length;
    }
    return pieces;
  };
}

const cuts: readonly (readonly [string, Cut])[] = [
  ['whole', whole],
  ['in random pieces', randomly(7)],
  ['byte by byte', byteByByte],
];

const licence = [
  'LICENCE',
  '',
  ...Array.from(
    { length: 12 },
    (_, line) =>
      `Section ${line + 1}. By typing yes at the prompt "Do you accept the licence? [yes/no]:" you agree.`,
  ),
  'The last line of the page ends with: Do you accept the licence? [yes/no]:',
].join('\r\n');

describe('a line whose end comes later than the rest of it', () => {
  const items = [exchange('Do you accept? [yes/no]:', answer('yes')), exchange('accepted', checkpoint)];
  /** As `more` writes a last line: on a machine that others want too it is kept from running in between. */
  function* pager(): ReturnType<Program> {
    yield write('ends so: Do you accept? [yes/no]:');
    yield { workMs: 90 };
    yield write('\r\n(END)');
    yield { read: 'key' };
    yield write('\r\x1b[KDo you accept? [yes/no]: ');
    yield read;
    yield write('accepted\r\n');
  }
  const always = [exchange('(END)', press('q'))];

  it.each(cuts)('is no prompt where programs take that long to go on: %s', (_, cut) => {
    const { typed, error } = play(pager, dialogue(items, { always }), cut, 5);
    expect([typed, error]).toEqual([['q', 'yes\r'], undefined]);
  });

  it('is one where they do not', () => {
    expect(play(pager, dialogue(items, { always })).typed[0]).toBe('yes\r');
  });
});

describe('a question above the line of the cursor', () => {
  const items = [exchange('Do you accept? [yes/no]:', answer('yes')), exchange('accepted', checkpoint)];
  const quoted = 'The last line of the page ends so: Do you accept? [yes/no]:\r\n';

  it.each(cuts)('is answered while the program reads: %s', (_, cut) => {
    const { typed, error, endedAtMs } = play(
      function* () {
        yield write(quoted);
        yield read;
        yield write('accepted\r\n');
      },
      dialogue(items),
      cut,
    );
    expect({ typed, error }).toEqual({ typed: ['yes\r'], error: undefined });
    expect(endedAtMs).toBeLessThan(1000);
  });

  it.each(cuts)(
    'is not answered while the program works, which drops what was typed by then: %s',
    (_, cut) => {
      const { typed, error } = play(
        function* () {
          yield write(quoted);
          yield { workMs: 4000 };
          yield { flush: true };
          yield write('Do you accept? [yes/no]: ');
          yield read;
          yield write('accepted\r\n');
        },
        dialogue(items),
        cut,
      );
      expect({ typed, error }).toEqual({ typed: ['yes\r'], error: undefined });
    },
  );

  it('is answered after 10 s of a program that seems to work all the time', () => {
    const { typed, endedAtMs } = play(
      function* () {
        yield write(quoted);
        yield { workMs: 12_000 };
        yield read;
        yield write('accepted\r\n');
      },
      dialogue(items, { idleMs: 60_000 }),
    );
    expect({ typed, endedAtMs }).toEqual({ typed: ['yes\r'], endedAtMs: 12_000 });
  });
});

describe('a prompt that stands there again after it was answered', () => {
  const items = [exchange('Token:', answer('t0k')), exchange('stored', checkpoint)];

  it.each(cuts)('is a part of a drawing while the program works: %s', (_, cut) => {
    const { typed, error } = play(
      function* () {
        yield write('Token: ');
        yield { echo: false };
        yield read;
        yield write('\r\x1b[2KToken: ');
        yield { workMs: 3000 };
        yield write('***\r\nstored\r\n');
      },
      dialogue(items),
      cut,
    );
    expect({ typed, error }).toEqual({ typed: ['t0k\r'], error: undefined });
  });

  it.each(cuts)('is a refusal once the program reads: %s', (_, cut) => {
    const { error, endedAtMs } = play(
      function* () {
        yield write('Token: ');
        yield { echo: false };
        yield read;
        yield write('\r\x1b[2KToken: ');
        yield { workMs: 3000 };
        yield read;
      },
      dialogue(items),
      cut,
    );
    expect(error?.code).toBe('UNATTEND_ANSWER_REFUSED');
    expect(endedAtMs).toBeGreaterThanOrEqual(3000);
  });
});

/** A licence in a pager that quotes the accept prompt, also as the last words of a page (C51). */
const quotingPager: Program = function* () {
  yield write(`${licence}\r\n\x1b[7m--More--(50%)\x1b[27m`);
  yield { echo: false };
  yield { read: 'key' };
  yield write(`\r\x1b[K${licence}\r\n\x1b[7m--More--\r\x1b[K(END)\x1b[27m`);
  yield { read: 'key' };
  yield { echo: true };
  yield write('\r\x1b[KDo you accept the licence? [yes/no]: ');
  const given = yield read;
  yield write(given === 'yes' ? 'accepted\r\n' : `refused "${given}"\r\n`);
};

describe.each(cuts)('who answers, delivered %s', (_, cut) => {
  it('C51: pages through a licence that quotes its own accept prompt and answers the real one', () => {
    const always = [
      exchange('--More--', press('space'), { maxTimes: Infinity }),
      exchange('(END)', press('q'), { maxTimes: Infinity }),
    ];
    const outcome = play(
      quotingPager,
      dialogue(
        [exchange('Do you accept the licence? [yes/no]:', answer('yes')), exchange('accepted', checkpoint)],
        { always },
      ),
      cut,
    );
    expect(outcome).toMatchObject({ typed: [' ', 'q', 'yes\r'], isComplete: true });
  });

  it('C51: is not caught by a licence that is printed at once', () => {
    const outcome = play(
      function* () {
        yield write(`${licence}\r\n`);
        yield { workMs: 5 };
        yield write(`${licence}\r\nDo you accept the licence? [yes/no]: `);
        const given = yield read;
        yield write(`got ${given}\r\nName: `);
        yield write(`hello ${yield read}\r\n`);
      },
      dialogue([
        exchange('Do you accept the licence? [yes/no]:', answer('yes')),
        exchange('Name:', answer('Bob')),
        exchange('hello Bob', checkpoint),
      ]),
      cut,
    );
    expect(outcome).toMatchObject({ typed: ['yes\r', 'Bob\r'], isComplete: true });
  });

  it('C52: answers the question of a page whose footer has a rule of its own, when the cursor is at the question', () => {
    const outcome = play(
      function* () {
        yield write('\x1b[2J\x1b[5;1HOverwrite the old files? [y/n] \x1b[24;1HPress F1 for help\x1b[5;32H');
        yield write(`\r\ngot ${yield read}\r\n`);
      },
      dialogue([exchange('Overwrite the old files? [y/n]', answer('n')), exchange('got n', checkpoint)], {
        always: [exchange('Press F1 for help', press('enter'), { maxTimes: Infinity })],
      }),
      cut,
    );
    expect(outcome).toMatchObject({ typed: ['n\r'], isComplete: true });
  });

  it('C52: awaited exchanges go before always rules on one line', () => {
    const outcome = play(
      function* () {
        yield write('Continue? (press F1 for help) ');
        yield write(`got ${yield read}\r\n`);
      },
      dialogue([exchange('Continue?', answer('y')), exchange('got y', checkpoint)], {
        always: [exchange('press F1 for help', press('enter'), { maxTimes: Infinity })],
      }),
      cut,
    );
    expect(outcome).toMatchObject({ typed: ['y\r'], isComplete: true });
  });

  const insisting: Program = function* () {
    for (let given = ''; given !== '/opt';) {
      yield write('Directory: ');
      given = yield read;
      if (given !== '/opt') yield write('No such directory.\r\n');
    }
    yield write('done\r\n');
  };

  it('C53: a refused answer fails with what the program said', () => {
    const { error, typed } = play(
      insisting,
      dialogue([exchange('Directory:', answer('/nowhere')), exchange('done', checkpoint)]),
      cut,
    );
    expect(error?.code).toBe('UNATTEND_ANSWER_REFUSED');
    expect(error?.message).toBe(
      'The prompt "Directory:" came back after it was answered; the program said: No such directory.',
    );
    expect(typed).toEqual(['/nowhere\r']);
  });

  it('C53: the second answer of a list is given when the prompt comes again', () => {
    const outcome = play(
      insisting,
      dialogue([exchange('Directory:', answer('/nowhere', '/opt')), exchange('done', checkpoint)]),
      cut,
    );
    expect(outcome).toMatchObject({ typed: ['/nowhere\r', '/opt\r'], isComplete: true });
  });

  it('C41: a prompt redrawn three times in its line is answered once', () => {
    const outcome = play(
      function* () {
        yield write('Continue? [y] \rContinue? [y] \rContinue? [y] ');
        const given = yield read;
        yield write(`went on with ${given}\r\n`);
      },
      dialogue([exchange('Continue? [y]', answer('y')), exchange('went on with y', checkpoint)]),
      cut,
    );
    expect(outcome).toMatchObject({ typed: ['y\r'], isComplete: true });
  });

  it('a split number is captured whole', () => {
    const outcome = play(
      function* () {
        yield write('Listening on port 8080');
        yield { workMs: 100 };
        yield write('\r\nPort? ');
        yield write(`got ${yield read}\r\n`);
      },
      dialogue([
        exchange(/port (\d+)/, checkpoint),
        exchange('Port?', answer('x')),
        exchange('got x', checkpoint),
      ]),
      cut,
    );
    expect(outcome.isComplete).toBe(true);
  });

  it('C4: the earliest start wins, and of equal starts the first listed', () => {
    const list: Program = function* () {
      yield write(`[${Array.from({ length: 100 }, (_, n) => n).join(', ')}]\r\n`);
    };
    const group = (...patterns: string[]) => ({
      kind: 'any-order' as const,
      exchanges: patterns.map((each) => exchange(each, checkpoint, { isOptional: true })),
    });
    expect(play(list, dialogue([group('3, 4', '2, 3, 4')]), cut).seen[0]).toBe('2, 3, 4');
    expect(play(list, dialogue([group('5,', '5, 6')]), cut).seen[0]).toBe('5,');
  });

  it("C38: our echo never satisfies; the program's own copy does", () => {
    const quiet = play(
      function* () {
        yield write('First: ');
        yield read;
        yield write('Second: ');
        yield read;
      },
      dialogue(
        [
          exchange('First:', answer('x-ray')),
          exchange('x-ray', checkpoint),
          exchange('Second:', answer('y')),
        ],
        { idleMs: 1000 },
      ),
      cut,
    );
    expect(quiet.error?.code).toBe('UNATTEND_EXPECT_TIMEOUT');
    const copied = play(
      function* () {
        yield write('First: ');
        yield write(`${yield read}\r\n`);
      },
      dialogue([exchange('First:', answer('x-ray')), exchange('x-ray', checkpoint)]),
      cut,
    );
    expect(copied).toMatchObject({ seen: ['First:', 'x-ray'], isComplete: true });
  });

  it('C49: words split by colour codes match literal text', () => {
    const outcome = play(
      function* () {
        yield write('\x1b[1mPro\x1b[0;32mceed\x1b[0m\x1b[K \x1b]0;title\x07now? ');
        yield write(`got ${yield read}\r\n`);
      },
      dialogue([exchange('Proceed now?', answer('y')), exchange('got y', checkpoint)]),
      cut,
    );
    expect(outcome).toMatchObject({ typed: ['y\r'], isComplete: true });
  });

  it('C50: a prompt that readline wraps at the margin matches', () => {
    const first = 'Where should the very long name of the product be installed on this machine, ok';
    const outcome = play(
      function* () {
        yield write(`${first}a \ry? `);
        yield write(`\r\ngot ${yield read}\r\n`);
      },
      dialogue([exchange(`${first}ay?`, answer('/opt')), exchange('got /opt', checkpoint)]),
      cut,
    );
    expect(first.length + 1).toBe(80);
    expect(outcome).toMatchObject({ typed: ['/opt\r'], isComplete: true });
  });

  it('C31: fail-on fires in whichever step, before the local rules', () => {
    const { error, typed } = play(
      function* () {
        yield write('copying: No space left on device\r\nRetry? ');
        yield read;
      },
      dialogue([exchange('Retry?', answer('y'))], {
        failOn: [exchange('No space left on device', checkpoint)],
      }),
      cut,
    );
    expect(error?.message).toBe('The program printed "No space left on device".');
    expect(typed).toEqual([]);
  });

  it('C31: shows what the program says about it in the same breath', () => {
    const { error } = play(
      function* () {
        yield write('copying: No space left');
        yield { workMs: 10 };
        yield write(' on device\r\n');
        yield { workMs: 10 };
        yield write('/opt/sdk needs 3 GB\r\nRetry? ');
        yield read;
      },
      dialogue([exchange('Retry?', answer('y'))], { failOn: [exchange('No space left', checkpoint)] }),
      cut,
    );
    expect(error?.details).toMatchObject({
      screen: ['copying: No space left on device', '/opt/sdk needs 3 GB', 'Retry?'],
    });
  });

  it('C33: two checkpoints in one write both match', () => {
    const outcome = play(
      function* () {
        yield write('StringA..StringB\r\n');
      },
      dialogue([exchange('StringA', checkpoint), exchange('StringB', checkpoint)]),
      cut,
    );
    expect(outcome).toMatchObject({ seen: ['StringA', 'StringB'], isComplete: true });
  });

  it('C29: $ means a line end or the settled end, never the end of a read', () => {
    const outcome = play(
      function* () {
        yield write('Version: 4.3-rc1\r\n');
        yield { workMs: 50 };
      },
      dialogue([
        exchange(/^Version: 4$/, checkpoint, { isOptional: true }),
        exchange(/^Version: (\S+)$/, checkpoint),
      ]),
      cut,
    );
    expect(outcome).toMatchObject({ seen: ['/^Version: (\\S+)$/'], isComplete: true });
  });

  it('C56: ends with only optional exchanges left: complete; with a required one: not', () => {
    const ending: Program = function* () {
      yield write('bye\r\n');
    };
    expect(
      play(ending, dialogue([exchange('Overwrite?', answer('y'), { isOptional: true })]), cut).isComplete,
    ).toBe(true);
    expect(play(ending, dialogue([exchange('Overwrite?', answer('y'))]), cut).isComplete).toBe(false);
  });

  it('an excluded prompt fails at once and says for which params it is', () => {
    const { error } = play(
      function* () {
        yield write('Install platform B support? ');
        yield read;
      },
      dialogue([exchange('Done', checkpoint)], {
        excluded: [
          { exchange: exchange('Install platform B support?', answer('y')), condition: 'platform=B' },
        ],
      }),
      cut,
    );
    expect(error?.message).toBe(
      'The prompt "Install platform B support?" came, but its exchange is only for platform=B.',
    );
  });

  it('three equal answers to an equal screen fail', () => {
    const { error, typed } = play(
      function* () {
        yield { echo: false };
        for (;;) {
          yield write('\r\x1b[KPress a key: ');
          yield { read: 'key' };
        }
      },
      dialogue([exchange('Done', checkpoint)], {
        always: [exchange('Press a key:', press('enter'), { maxTimes: Infinity })],
      }),
      cut,
    );
    expect(error?.code).toBe('UNATTEND_ANSWER_REPEATED');
    expect(typed).toHaveLength(2);
  });

  const retry = exchange('Retry?', answer('y'), { maxTimes: Infinity });
  const never = exchange('Never', answer('n'));

  it.each([
    ['erased and written from its corner', '\x1b[2J\x1b[H'],
    ['erased from its corner', '\x1b[H\x1b[J'],
    ['cleared as `clear` does', '\x1b[H\x1b[2J\x1b[3J'],
    ['reset', '\x1bc'],
    ['the alternate one', '\x1b[?1049l\x1b[?1049h\x1b[H'],
  ])('three equal answers to a screen that is drawn anew each time fail: %s', (_, clear) => {
    const { error, typed } = play(
      function* () {
        yield write('The disk is full.\r\n');
        for (;;) {
          yield write(`${clear}Retry? `);
          yield read;
        }
      },
      dialogue([retry, never]),
      cut,
    );
    expect(error?.code).toBe('UNATTEND_ANSWER_REPEATED');
    expect(error?.details).toMatchObject({ times: 2, screen: ['Retry?'] });
    expect(error?.message).toBe(
      'The same answer to "Retry?" was given 2 times and nothing changed; it was not given again.',
    );
    expect(typed).toEqual(['y\r', 'y\r']);
  });

  it('so do keys that are not shown, whose prompt is cleared while the cursor stands behind it', () => {
    const { error, typed } = play(
      function* () {
        yield { echo: false };
        for (;;) {
          yield write('\x1b[2J\x1b[HThe disk is full.\r\nRetry? ');
          yield { read: 'key' };
        }
      },
      dialogue([exchange('Retry?', press('y'), { maxTimes: Infinity }), never]),
      cut,
    );
    expect(error?.code).toBe('UNATTEND_ANSWER_REPEATED');
    expect(typed).toHaveLength(2);
  });

  it.each([
    ['is drawn anew with another line highlighted', (at: number) => `\x1b[2J\x1b[H${menuAt(at)}Go on? `],
    ['scrolls, cleared at the start', (at: number) => `${at === 0 ? '\x1b[2J\x1b[H' : ''}Go on? `],
    [
      'is erased below what stays',
      (at: number) => `${at === 0 ? '\x1b[2J\x1b[H' : ''}Part ${at}\r\n\x1b[JGo on? `,
    ],
    ['is drawn anew and says how far it is', (at: number) => `\x1b[H\x1b[JPart ${at}\r\nGo on? `],
    ['is drawn over from its corner', (at: number) => `\x1b[HPart ${at}\x1b[K\r\nGo on? \x1b[K`],
  ])('equal answers to a screen go on that %s', (_, draw) => {
    const { error, typed } = play(
      function* () {
        for (let at = 0; at < 12; at++) {
          yield write(draw(at));
          yield read;
        }
        yield write('Done\r\n');
      },
      dialogue([exchange('Go on?', answer(''), { maxTimes: Infinity }), exchange('Done', checkpoint)]),
      cut,
    );
    expect(error).toBeUndefined();
    expect(typed).toHaveLength(12);
  });
});

/** Eight lines; which of them is the one shown inverse is said by nothing else. */
const menuAt = (at: number): string =>
  Array.from({ length: 8 }, (_, line) => (line === at % 8 ? '\x1b[7mline\x1b[0m\r\n' : 'line\r\n')).join('');

describe('time', () => {
  it("C43: output every 50 ms keeps idle away; the exchange's own timeout fires", () => {
    const ticking: Program = function* () {
      for (let tick = 0; tick < 100; tick++) {
        yield write('.');
        yield { workMs: 50 };
      }
    };
    const { error, endedAtMs } = play(
      ticking,
      dialogue([exchange('never', answer('x'), { timeoutMs: 1000 })], { idleMs: 1000 }),
    );
    expect(error?.message).toBe('Waited 1.0 s for "never" (exchange timeout 1.0 s).');
    expect(endedAtMs).toBe(1000);
  });

  it('silence is a limit, and can be a branch', () => {
    const silent: Program = function* () {
      yield write('working...\r\n');
      yield { workMs: 8000 };
      yield write('ready\r\n');
    };
    expect(play(silent, dialogue([exchange('ready', checkpoint)], { idleMs: 5000 })).error?.message).toBe(
      'Waited 5.0 s for "ready" (idle 5.0 s).',
    );
    const branch = exchange({ kind: 'quiet', quietMs: 2000 }, press('enter'));
    expect(play(silent, dialogue([branch, exchange('ready', checkpoint)]))).toMatchObject({
      typed: ['\r'],
      isComplete: true,
    });
  });
});

describe('what an attack has shown', () => {
  it('trust in some prompts is no trust in another that a licence quotes', () => {
    const program: Program = function* () {
      for (const name of ['a', 'b', 'c', 'd']) {
        yield write(`${name}? `);
        yield read;
      }
      yield write('LICENCE\r\nAt the end you are asked: Do you accept?');
      yield { workMs: 8 };
      yield write(' Answer no to leave.\r\nDelete all data first? ');
      yield write(`deleted: ${yield read}\r\nDo you accept? `);
      yield read;
    };
    const questions = ['a?', 'b?', 'c?', 'd?'].map((text) => exchange(text, answer('x')));
    const spec = dialogue([
      ...questions,
      exchange('Delete all data first?', answer('n')),
      exchange('Do you accept?', answer('yes')),
    ]);
    expect(play(program, spec).typed.slice(4)).toEqual(['n\r', 'yes\r']);
    const swapped = dialogue([...questions, exchange('Do you accept?', answer('yes'))], {
      always: [exchange('Delete all data first?', answer('n'))],
    });
    expect(play(program, swapped).typed.slice(4)).toEqual(['n\r', 'yes\r']);
  });

  it('a pause after a line that quotes a prompt is no prompt', () => {
    const program: Program = function* () {
      yield write('LICENCE. At the end the question "Do you accept?" is asked.\r\n');
      yield { workMs: 300 };
      yield write('Erase /opt first? ');
      yield read;
      yield write('Do you accept? ');
      yield read;
    };
    const erase = exchange('Erase /opt first?', answer('n'), { isOptional: true });
    const spec = dialogue([erase, exchange('Do you accept?', answer('yes'))]);
    expect(play(program, spec).typed).toEqual(['n\r', 'yes\r']);
  });

  it('a prompt that is drawn anew as answered is not answered again', () => {
    const program: Program = function* () {
      yield { echo: false };
      yield write('? Project name: ');
      const name = yield read;
      yield write(`\r\x1b[K\u2714 Project name: ${name}\r\n`);
      yield { workMs: 1000 };
      yield write('? Module name: ');
      yield read;
    };
    const spec = dialogue([exchange('name:', answer('one')), exchange('name:', answer('two'))]);
    expect(play(program, spec)).toMatchObject({
      typed: ['one\r', 'two\r'],
      isComplete: true,
      endedAtMs: 1040,
    });
  });

  it('a tab in an answer comes back as a tab, and the rest of it is echo too', () => {
    const program: Program = function* () {
      yield write('Name? ');
      yield read;
      yield { workMs: 100 };
      yield write('failed silently\r\n');
    };
    const spec = dialogue([
      exchange('Name?', answer('x\tInstallation complete')),
      exchange('Installation complete', checkpoint),
    ]);
    expect(play(program, spec)).toMatchObject({ seen: ['Name?'], isComplete: false });
  });
});

describe('always rules', () => {
  it('a silence that answers nothing is passed once, not for ever', () => {
    const program: Program = function* () {
      yield write('working\r\n');
      yield { workMs: 3000 };
      yield write('ready\r\n');
    };
    const always = [exchange({ kind: 'quiet', quietMs: 100 }, checkpoint, { maxTimes: Infinity })];
    const outcome = play(program, dialogue([exchange('ready', checkpoint)], { always }));
    expect(outcome).toMatchObject({ seen: ['quiet', 'ready'], isComplete: true });
  });

  it('are answered as often as the script says', () => {
    const program: Program = function* () {
      for (let page = 0; page < 3; page++) {
        yield write(`page ${page}\r\nMore? `);
        yield read;
      }
    };
    const always = [exchange('More?', answer('y'), { maxTimes: 2 })];
    const outcome = play(program, dialogue([exchange('never', checkpoint)], { always, idleMs: 1000 }));
    expect(outcome.typed).toEqual(['y\r', 'y\r']);
    expect(outcome.error?.code).toBe('UNATTEND_EXPECT_TIMEOUT');
  });
});

describe('random dialogues', () => {
  const word = fc.stringMatching(/^[A-Za-z]{3,8}$/);
  const question = fc.record({
    text: fc.tuple(word, word).map((words) => words.join(' ')),
    noise: fc.array(word, { maxLength: 30 }),
    reply: word,
  });

  it('come out the same however the output is cut', () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 6 }), fc.nat(), (questions, seed) => {
        const program: Program = function* () {
          for (const [at, { text, noise }] of questions.entries()) {
            yield write(`${noise.join(' ')}\r\n${text} q${at}: `);
            yield read;
          }
        };
        const spec = dialogue(
          questions.map(({ text, reply }, at) => exchange(`${text} q${at}:`, answer(reply))),
        );
        const outcomes = [whole, byteByByte, randomly(seed)].map((cut) => play(program, spec, cut));
        const expected = questions.map(({ reply }) => `${reply}\r`);
        for (const outcome of outcomes) expect(outcome).toMatchObject({ typed: expected, isComplete: true });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a rule that stays within its line', () => {
  const failing = (expect: RegExp) => ({ failOn: [exchange(expect, { kind: 'fail', message: 'failed' })] });

  const in1024s: Cut = (text) => text.match(/[^]{1,1024}/g) ?? [];

  it.each([...cuts, ['in pieces of 1024', in1024s] as const])(
    'sees nothing in what comes back of a long answer, delivered %s',
    (_, cut) => {
      const lines = Array.from({ length: 60 }, (__, line) => `line ${line} ${'x'.repeat(60)}`);
      const pasted = [...lines, 'set on_error exit', 'end'];
      function* program(): ReturnType<Program> {
        yield write('Paste: ');
        for (let left = pasted.length; left > 0; left--) yield read;
        yield write('Done? ');
        yield read;
      }
      const items = [exchange('Paste: ', answer(pasted.join('\r'))), exchange('Done? ', answer('y'))];
      const { typed, error } = play(program, dialogue(items, failing(/on_error/)), cut);
      expect([typed.at(-1), error]).toEqual(['y\r', undefined]);
    },
  );

  it('is found in a line that is held in parts', () => {
    function* program(): ReturnType<Program> {
      yield write(`${'.'.repeat(8000)}FATAL${'.'.repeat(9500)}code 7${'.'.repeat(4000)}\r\nMore? `);
      yield read;
    }
    const spec = dialogue([exchange('More? ', answer('y'))], failing(/FATAL\.*code 7/));
    expect(play(program, spec, in1024s).error?.code).toBe('UNATTEND_FAIL_MATCHED');
  });

  it('takes no row of a line of 40 kB for its beginning', () => {
    const row = 'error and more, all in rows of one line without an end'.padEnd(80, '.');
    function* program(): ReturnType<Program> {
      yield write(`${row.replace('error', 'ERROR')}${row.repeat(510)}\r\nMore? `);
      yield read;
    }
    const spec = dialogue([exchange('More? ', answer('y'))], failing(/^error/));
    expect(play(program, spec, in1024s).error).toBeUndefined();
  });
});
