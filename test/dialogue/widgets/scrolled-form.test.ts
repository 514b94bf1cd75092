import { describe, expect, it } from 'vitest';
import { play, type Program } from './play.js';
import { box, chosen, fillIn } from './programs.js';

/** A form of dialog with these fields, of which a few are in view at a time; each holds its number. */
function form(height: number, ...labels: readonly string[]): Program {
  const rows = labels.flatMap((label, index) => {
    const row = String(index + 1);
    return [label, row, '1', row, row, '12', '20', '0'];
  });
  return box('80x24', ['dialog', '--form', 'Servers', '14', '50', String(height), ...rows]);
}

// They wait for most of their time, each for a program of its own.
describe.concurrent('a form of which not all is in view', () => {
  it.each([
    ['far from each other', 2, 'Host', ['Host', 'Port', 'Path', 'Host', 'User']],
    ['first and last', 3, 'Host', ['Host', 'Port', 'Path', 'User', 'Host']],
    ['below what is in view', 2, 'Host', ['User', 'Port', 'Host', 'Path', 'Shell', 'Host']],
    ['again and again', 2, 'Port', ['Host', 'Port', 'Host', 'Port']],
    ['again and again, once its beginning', 3, 'Po', ['Host', 'Port', 'Path', 'Host', 'Port', 'Path']],
  ])('has two fields of one label, %s: nobody guesses which is meant', async (_, height, label, labels) => {
    for (const before of [[], labels.map(() => 'down')]) {
      const task = fillIn({ [label]: 'acme' });
      const { ends, typed } = await play({ ...form(height, ...labels), before }, [{ when: 'Servers', task }]);
      expect(ends).toMatchObject([{ kind: 'fail', failure: { reason: 'ambiguous', label } }]);
      expect(typed).not.toContain('acme');
    }
  });

  it.each([
    ['wherever they stand', 2, ['Host', 'Port', 'Path', 'User', 'Shell'], '<0:1 acme 3 4 ada>'],
    ['beside others that are alike', 2, ['Host', 'Port', 'Host', 'Shell'], '<0:1 acme 3 ada>'],
    ['between two that are alike', 3, ['Host', 'Port', 'Shell', 'Path', 'Host'], '<0:1 acme ada 4 5>'],
    ['one of them alone in view', 1, ['Host', 'Port', 'Shell'], '<0:1 acme ada>'],
  ])('is filled by labels that are there once, %s', async (_, height, labels, told) => {
    for (const before of [[], ['down', 'down'], labels.map(() => 'down')]) {
      const task = fillIn({ Shell: 'ada', Port: 'acme' });
      const played = await play({ ...form(height, ...labels), before }, [{ when: 'Servers', task }]);
      expect(chosen(played)).toBe(told);
    }
  });
});
