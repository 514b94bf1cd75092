import { describe, expect, it } from 'vitest';
import { type Played, play } from './play.js';
import { add, chosen, one, only, remove, script } from './programs.js';

const items = ['react', 'vue', 'svelte', 'solid', 'lit', 'qwik', 'angular', 'preact'];

/** clack reports in the order of ticking, the others in that of the list. */
const chosenSet = (played: Played): readonly string[] => (JSON.parse(chosen(played)) as string[]).sort();

describe.each(['80x24', '132x43'])('at %s', (size) => {
  describe.each(['clack', 'inquirer', 'prompts'])('%s', (name) => {
    const program = (kind: string, start: string, before: readonly string[] = []) => ({
      ...script(size, `${name}.mjs`, kind, 'Which ones?', start, ...items),
      before,
    });

    it.each([
      ['react', 'angular'],
      ['preact', 'vue'],
      ['solid', 'preact'],
      ['lit', 'lit'],
    ])('goes from %s to %s', async (start, label) => {
      const played = await play(program('one', start), [{ when: 'Which', task: one(label) }]);
      expect(chosen(played)).toBe(`"${label}"`);
    });

    it('ticks exactly the wanted ones, wherever the highlight starts', async () => {
      const task = only('qwik', 'react', 'preact');
      const played = await play(program('many', 'vue,lit,qwik', ['down', 'down', 'down']), [
        { when: 'Which', task },
      ]);
      expect(chosenSet(played)).toEqual(['preact', 'qwik', 'react']);
    });

    it('ticks more, and fewer', async () => {
      const more = await play(program('many', 'vue,lit'), [{ when: 'Which', task: add('preact', 'vue') }]);
      expect(chosenSet(more)).toEqual(['lit', 'preact', 'vue']);
      const fewer = await play(program('many', 'vue,lit'), [{ when: 'Which', task: remove('lit', 'react') }]);
      expect(chosenSet(fewer)).toEqual(['vue']);
    });

    it('lists all that is there for an absent label', async () => {
      const played = await play(program('one', 'solid'), [{ when: 'Which', task: one('ember') }]);
      const end = played.ends[0] as { failure: { reason: string; there: readonly string[] } };
      expect(end.failure.reason).toBe('absent');
      expect(end.failure.there.map((text) => text.split(' ')[0]).sort()).toEqual([...items].sort());
    });
  });
});
