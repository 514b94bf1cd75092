import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Dialogue, Exchange } from '../../src/dialogue/types.js';
import { isUnattendError } from '../../src/errors.js';
import { converse, type ConversationSpec } from '../../src/session/conversation.js';
import { type Clock, systemClock } from '../../src/session/clock.js';
import type { ConversationEvent } from '../../src/session/program-spec.js';
import { openHostTerminal } from '../../src/terminal/host.js';
import { answer, checkpoint, dialogue, exchange, press } from '../dialogue/support.js';

const size = { columns: 80, rows: 24 };
const secret = (isVisible = false) => ({
  kind: 'text' as const,
  sources: [{ kind: 'secret' as const, secret: 'pass', isVisible }] as const,
  hasEnter: true,
  isClearing: false,
});

interface Talk {
  readonly output: string;
  readonly typed: readonly string[];
  readonly error?: { readonly code: string; readonly message: string };
}

/** Runs a bash script on a host terminal against a dialogue. */
async function talk(script: string, spec: Dialogue, more: Partial<ConversationSpec> = {}): Promise<Talk> {
  const typed: string[] = [];
  const pieces: Uint8Array[] = [];
  const onEvent = (event: ConversationEvent): void => {
    if (event.kind === 'output') pieces.push(event.bytes);
    else if (event.kind === 'typed') typed.push(event.text);
    else if (event.kind === 'secret-typed') typed.push(`<${event.secret}>`);
  };
  const env = { PATH: '/usr/bin:/bin', TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const argv = ['/bin/bash', '--norc', '-c', script] as const;
  const open = (onOutput: (bytes: Uint8Array) => void) =>
    openHostTerminal({ argv, env, cwd: '/', size, onOutput });
  const result = () => ({ output: Buffer.concat(pieces).toString('utf8'), typed });
  try {
    await converse({
      open,
      size,
      dialogue: spec,
      accepts: [0],
      secretValue: () => 'tell-nobody',
      conceal: (text) => text,
      onEvent,
      ...more,
    });
    return result();
  } catch (error) {
    if (!isUnattendError(error)) throw error;
    return { ...result(), error: { code: error.code, message: error.message } };
  }
}

/** Of a program that has written its process ID. */
function expectEnded(output: string): void {
  const [pid] = /\d+/.exec(output) ?? [];
  expect(Number(pid)).toBeGreaterThan(1);
  expect(existsSync(`/proc/${pid}`)).toBe(false);
}

const asks = (...questions: readonly [string, string][]): Exchange[] =>
  questions.map(([text, reply]) => exchange(text, answer(reply)));

describe('a conversation with a real program', () => {
  it('answers read prompts and reads the end', async () => {
    const script = 'read -p "Name: " n; read -p "Port [80]: " p; echo "got $n $p"';
    const { output, typed, error } = await talk(
      script,
      dialogue([
        ...asks(['Name:', 'Bob']),
        exchange(
          /Port \[(\d+)\]:/,
          answer(({ groups }) => `${groups[1] ?? ''}80`),
        ),
        exchange('got Bob 8080', checkpoint),
      ]),
    );
    expect(error).toBeUndefined();
    expect(typed).toEqual(['Bob\r', '8080\r']);
    expect(output).toBe('Name: Bob\r\nPort [80]: 8080\r\ngot Bob 8080\r\n');
  });

  it('C51: pages a licence that quotes its prompt through the real more', async () => {
    const script = `
      for i in $(seq 60); do echo "Line $i: at the prompt 'Do you accept? [yes/no]:' type yes."; done > /tmp/licence.$$
      echo "and the page may end with Do you accept? [yes/no]:" >> /tmp/licence.$$
      more /tmp/licence.$$; rm /tmp/licence.$$; read -p "Do you accept? [yes/no]: " a; echo "accepted with $a"`;
    const always = [
      exchange('--More--', press('space'), { maxTimes: Infinity }),
      exchange('(END)', press('q'), { maxTimes: Infinity }),
    ];
    const { typed, error } = await talk(
      script,
      dialogue([...asks(['Do you accept? [yes/no]:', 'yes']), exchange('accepted with yes', checkpoint)], {
        always,
      }),
    );
    expect(error).toBeUndefined();
    expect(typed.filter((each) => each !== ' ')).toEqual(['q', 'yes\r']);
  });

  it('C12: waits for echo to go off before it types a secret, and then shows it nowhere', async () => {
    const script =
      'printf "Password: "; sleep 0.3; stty -echo; read p; stty echo; echo; [ "$p" = tell-nobody ] && echo right';
    const { output, typed, error } = await talk(
      script,
      dialogue([exchange('Password:', secret()), exchange('right', checkpoint)]),
    );
    expect(error).toBeUndefined();
    expect(typed).toEqual(['<pass>']);
    expect(output).toBe('Password: \r\nright\r\n');
  });

  it('C12: does not type a secret where it would be shown', async () => {
    const { output, typed, error } = await talk(
      'read -p "User: " u; echo "$u"',
      dialogue([exchange('User:', secret())]),
      { echoWaitMs: 200 },
    );
    expect(error).toEqual({
      code: 'UNATTEND_SECRET_VISIBLE',
      message: 'The secret "pass" was not sent to "User:": the program would show it.',
    });
    expect(typed).toEqual([]);
    expect(output).toBe('User: ');
  });

  it('C54: a visible readline field gets no secret and keeps nothing of the probe', async () => {
    const script = 'read -e -p "User: " u; echo "[$u]"';
    const { output, error } = await talk(script, dialogue([exchange('User:', secret())]));
    expect(error?.code).toBe('UNATTEND_SECRET_VISIBLE');
    expect(output).not.toContain('tell-nobody');
    expect(output).toMatch(/User: z\x08\x1b\[K/);
  });

  it('C54: a raw program that masks what is typed gets the secret, and the probe is taken back', async () => {
    const script = `exec python3 -c '
import os, sys, termios, tty
old = termios.tcgetattr(0); tty.setraw(0); os.write(1, b"Key: "); got = b""
while True:
    c = os.read(0, 1)
    if c == b"\\r": break
    if c == b"\\x7f": got = got[:-1]; os.write(1, b"\\b \\b")
    else: got += c; os.write(1, b"*")
termios.tcsetattr(0, termios.TCSADRAIN, old); print(); sys.exit(0 if got == b"tell-nobody" else 9)'`;
    const { output, typed, error } = await talk(script, dialogue([exchange('Key:', secret())]));
    expect(error).toBeUndefined();
    expect(typed).toEqual(['<pass>']);
    expect(output).toContain('***********');
  });

  it('types it there when the script says so', async () => {
    const { error } = await talk(
      'read -p "User: " u; [ "$u" = tell-nobody ]',
      dialogue([exchange('User:', secret(true))]),
    );
    expect(error).toBeUndefined();
  });

  it('the exit code decides: another one than accepted fails and names the exchange that waited', async () => {
    const failed = await talk('echo oops; exit 7', dialogue(asks(['Name:', 'Bob'])));
    expect(failed.error).toEqual({
      code: 'UNATTEND_PROGRAM_FAILED',
      message: 'The program failed: exit code 7, while "Name:" was awaited.',
    });
    const killed = await talk('kill -ALRM $$', dialogue([]));
    expect(killed.error?.message).toBe('The program failed: killed by SIGALRM.');
  });

  it('C56: the right exit code with a required exchange waiting fails, with an optional one not', async () => {
    const { error } = await talk('exit 0', dialogue(asks(['Name:', 'Bob'])));
    expect(error?.message).toBe('The program ended (exit code 0) while waiting for "Name:".');
    const optional = dialogue([exchange('Name:', answer('Bob'), { isOptional: true })]);
    expect((await talk('exit 0', optional)).error).toBeUndefined();
  });

  it('a prompt that never comes ends by its timeout, and the program with it', async () => {
    const waiting = dialogue(asks(['Name:', 'Bob']), { timeoutMs: 900 });
    const { output, error } = await talk('echo $$; sleep 600', waiting);
    expect(error?.message).toMatch(/^Waited (?:0\.9|1\.[0-5]) s for "Name:" \(timeout 0\.9 s\)\.$/);
    expectEnded(output);
  });

  it('C45: an answer longer than a terminal line is refused, never cut', async () => {
    const { error } = await talk('read -p "Text: " t', dialogue(asks(['Text:', 'x'.repeat(5000)])));
    expect(error?.message).toBe('The answer to "Text:" has 5001 bytes; a terminal in line mode holds 4095.');
  });

  it('C48: clears what readline has put there before it answers', async () => {
    const clearing = { ...answer('/opt/new'), isClearing: true } as Exchange['response'];
    const { output, error } = await talk(
      'read -e -i /usr/local -p "Where: " w; echo "went to $w"',
      dialogue([exchange('Where:', clearing), exchange('went to /opt/new', checkpoint)]),
    );
    expect(error).toBeUndefined();
    expect(output).toContain('went to /opt/new\r\n');
  });

  it('C41, C53: a list of answers meets a prompt that comes again', async () => {
    const script = 'while read -p "yes/no: " n; do [ "$n" = yes ] && exit 0; echo "Please type yes"; done';
    expect((await talk(script, dialogue([exchange('yes/no:', answer('y', 'yes'))]))).typed).toEqual([
      'y\r',
      'yes\r',
    ]);
    expect((await talk(script, dialogue([exchange('yes/no:', answer('y'))]))).error?.message).toBe(
      'The prompt "yes/no:" came back after it was answered; the program said: Please type yes.',
    );
  });

  describe('a prompt that was answered when nobody looked at the screen', () => {
    const onScreen = (text: string, reply: string): Exchange =>
      exchange({ kind: 'screen', condition: { text: { kind: 'text', text } } }, answer(reply));
    /** Takes what is typed within a second in which it writes nothing. */
    const works = 'read -t 1 early';
    const asksAgain = `${works}; read -p $'\\nGo on? ' b; echo "got $a/$early/$b"`;

    it.each([
      ['its echo', 'read -p "Go on? " a'],
      ['nothing: the terminal does not echo', 'stty -echo; read -p "Go on? " a'],
    ])('is not asked again by %s', async (_, first) => {
      const items = [exchange('Go on?', answer('yes')), onScreen('Go on?', 'no')];
      const { output, typed } = await talk(`${first}; ${asksAgain}`, dialogue(items));
      expect(output).toContain('got yes//no');
      expect(typed).toEqual(['yes\r', 'no\r']);
    });

    it('is not what comes back of the answer, though an older screen had been seen', async () => {
      const items = [onScreen('Menu', '1'), exchange('Go on?', answer('yes')), onScreen('yes', 'no')];
      const script = `read -p 'Menu ' m; read -p 'Go on? ' a; ${works}; read -p 'Is yes right? ' b; echo "got $a/$early/$b"`;
      const { output, typed } = await talk(script, dialogue(items));
      expect(output).toContain('got yes//no');
      expect(typed).toEqual(['1\r', 'yes\r', 'no\r']);
    });
  });

  it('ends the program when it is cancelled, with the reason', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    let output = '';
    const onEvent = (event: ConversationEvent): void => {
      if (event.kind !== 'output') return;
      output += Buffer.from(event.bytes).toString();
      if (output.endsWith('\n')) controller.abort(reason);
    };
    await expect(
      talk('echo $$; sleep 600', dialogue([]), { cancelSignal: controller.signal, onEvent }),
    ).rejects.toBe(reason);
    expectEnded(output);
  });

  it('answers a thousand prompts in order', async () => {
    const { typed, error } = await talk(
      'for i in $(seq 1000); do read -p "q$i: " a; [ "$a" = "r$i" ] || exit 1; done',
      dialogue(
        asks(...Array.from({ length: 1000 }, (_, at): [string, string] => [`q${at + 1}:`, `r${at + 1}`])),
        { timeoutMs: Infinity },
      ),
    );
    expect(error).toBeUndefined();
    expect(typed).toHaveLength(1000);
    // None of them has come before, so each waits for its quiet, longer where many programs run.
  }, 240_000);

  it('counts no time while a person has the terminal', async () => {
    const spec = dialogue([exchange('Name:', { kind: 'handover' }), exchange('hello', checkpoint)], {
      timeoutMs: 10_000,
      idleMs: 10_000,
    });
    let passedMs = 0;
    const waiting = new Set<() => void>();
    const clock: Clock = {
      ...systemClock,
      nowMs: () => systemClock.nowMs() + passedMs,
      after(ms, call) {
        waiting.add(call);
        const cancel = systemClock.after(ms, call);
        return () => {
          waiting.delete(call);
          cancel();
        };
      },
    };
    const { output, error } = await talk('read -p "Name: " n; sleep 0.1; echo "hello $n"', spec, {
      clock,
      async handover({ write }) {
        passedMs += 60_000; // a person who thinks, while every timer runs out
        for (const call of waiting) call();
        await turn();
        write(Buffer.from('zoe\r'));
      },
    });
    expect(error).toBeUndefined();
    expect(output).toContain('hello zoe');
  });
});

it('silence counts from when the terminal is open', async () => {
  let passedMs = 0;
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + passedMs };
  const spec = dialogue(asks(['Name:', 'Bob']), { idleMs: 60_000, timeoutMs: 600_000 });
  const { error, typed } = await talk('read -p "Name: " n', spec, {
    clock,
    open(onOutput) {
      passedMs = 120_000; // the engine takes its time
      const argv = ['/bin/bash', '--norc', '-c', 'sleep 0.1; read -p "Name: " n'] as const;
      return openHostTerminal({ argv, env: { PATH: '/usr/bin:/bin' }, cwd: '/', size, onOutput });
    },
  });
  expect(error).toBeUndefined();
  expect(typed).toEqual(['Bob\r']);
});

describe('going on after a dialogue has failed', () => {
  const stalling = { stallMs: 300 };
  const once = (again: Dialogue): Partial<ConversationSpec> => {
    let isFirst = true;
    return {
      onTrouble: () => {
        const next = isFirst ? { dialogue: again } : undefined;
        isFirst = false;
        return Promise.resolve(next);
      },
    };
  };

  it('what was seen of a group in any order is not asked for again', async () => {
    const script = 'read -p "Beta: " b; read -p "Alpha: " a; read -p "Gamma: " c; echo "got $a $b $c"';
    const group = (third: string): Dialogue => {
      const exchanges = asks(['Alpha:', '1'], ['Beta:', '2'], [third, '3']);
      return dialogue([{ kind: 'any-order', exchanges }, exchange('got 1 2 3', checkpoint)], stalling);
    };
    expect(await talk(script, group('Gama:'), once(group('Gamma:')))).toEqual({
      output: 'Beta: 2\r\nAlpha: 1\r\nGamma: 3\r\ngot 1 2 3\r\n',
      typed: ['2\r', '1\r', '3\r'],
    });
  });

  it('what was seen of what may come several times is not required again, and comes no more often', async () => {
    const script =
      'for i in 1 2; do read -p "Disk: " d; done; read -p "Name: " n; read -p "Disk: " d; echo "got $n $d"';
    const asking = (name: string): Dialogue => {
      const disk = exchange('Disk:', answer('x'), { maxTimes: 3 });
      const items = [disk, ...asks([name, 'Bob']), exchange('got Bob', checkpoint)];
      return dialogue(
        items.map((each) => each),
        stalling,
      );
    };
    const { typed, error } = await talk(script, asking('Nmae:'), once(asking('Name:')));
    expect(typed).toEqual(['x\r', 'x\r', 'Bob\r']);
    expect(error?.code).toBe('UNATTEND_STALLED');
  });
});
