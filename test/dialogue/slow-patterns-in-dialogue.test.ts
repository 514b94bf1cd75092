import { expect, it } from 'vitest';
import { answer, checkpoint, dialogue, exchange, play, read, write, type Program } from './support.js';

const asking = (said: string): Program =>
  function* () {
    yield write(`${said}\nReady.`);
    yield write(' go? ');
    yield read;
  };

const slow = { kind: 'regexp', source: '^(.*) (.*) (.*) (.*) (.*): ok$', flags: 'i' } as const;

it('a dialogue fails by the expression that takes too long, whatever it is looked for in', () => {
  const program = asking(`${'a '.repeat(500)}: ok.`);
  const asks = exchange('go?', answer('y'));
  for (const pattern of [slow, { kind: 'raw', text: slow } as const]) {
    const { error } = play(program, dialogue([asks], { always: [exchange(pattern, checkpoint)] }));
    expect(error?.message).toBe(
      'Looking for /^(.*) (.*) (.*) (.*) (.*): ok$/i took too long: it can take this text in too many ways.',
    );
    expect(error?.details).toHaveProperty('screen.1', expect.stringContaining('Ready.'));
  }
});

it('one that only could match later is waited for, and does not hold up the checkpoint', () => {
  const failed = { kind: 'regexp', source: String.raw`(\S+)-(\S+)-(\S+): failed`, flags: '' } as const;
  const branches = [failed, 'Ready.'].map((pattern) => ({
    exchange: exchange(pattern, checkpoint),
    then: [],
  }));
  const first = { kind: 'one-of', branches } as const;
  const spec = {
    ...dialogue([]),
    items: [first, { kind: 'exchange', exchange: exchange('go?', answer('y')) } as const],
  };
  const outcome = play(asking('-'.repeat(600)), spec);
  expect(outcome.error).toBeUndefined();
});
