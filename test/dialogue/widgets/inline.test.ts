import { describe, expect, it } from 'vitest';
import { type Played, play } from './play.js';
import { add, bash, chosen, fillIn, one, only, remove, script } from './programs.js';

const items = ['react', 'vue', 'svelte', 'solid', 'lit', 'qwik', 'angular', 'preact'];

/** A key as clack draws it. */
const block = (key: string): string => `\\033[47m ${key} \\033[0m`;

/** clack reports in the order of ticking, the others in that of the list. */
const chosenSet = (played: Played): readonly string[] => (JSON.parse(chosen(played)) as string[]).sort();

// They wait for most of their time, each for a program of its own.
describe.concurrent.each(['80x24', '132x43'])('at %s', (size) => {
  describe.each(['clack', 'inquirer', 'prompts', 'enquirer'])('%s', (name) => {
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

  describe.each(['clack', 'prompts', 'enquirer'])('choices of %s beside each other', (name) => {
    const words = ['Yes, please', 'No, thanks'] as const;
    const question = (start: string, message = 'Sure?') =>
      script(size, `${name}.mjs`, 'toggle', message, start, ...words);

    it.each([
      [words[0], 'No'],
      [words[0], 'Yes'],
      [words[1], 'No, thanks'],
      [words[1], 'yes, please'],
    ])('from %s to %s', async (start, label) => {
      const played = await play(question(start), [{ when: 'Sure', task: one(label) }]);
      expect(chosen(played)).toBe(String(label.toLowerCase().startsWith('yes')));
    });

    it('lists both for an absent label', async () => {
      const played = await play(question(words[0]), [{ when: 'Sure', task: one('Perhaps') }]);
      const end = played.ends[0] as { failure: { reason: string; there: readonly string[] } };
      expect([end.failure.reason, [...end.failure.there].sort()]).toEqual(['absent', [...words].sort()]);
    });
  });

  describe('clack: a list of groups', () => {
    const groups = ['frontend:react,vue,svelte', 'backend:express,koa', 'tests:vitest'];
    const program = (start: string) => script(size, 'clack.mjs', 'grouped', 'Which ones?', start, ...groups);

    it.each([
      ['members', '', only('koa', 'vue'), ['koa', 'vue']],
      [
        'all of one group, which ticks its head',
        'koa',
        only('vue', 'svelte', 'react'),
        ['react', 'svelte', 'vue'],
      ],
      ['a group by its head', 'vue,koa', only('backend'), ['express', 'koa']],
      ['a group and a member', '', add('frontend', 'vitest'), ['react', 'svelte', 'vitest', 'vue']],
      ['a group away', 'react,vue,svelte,koa', remove('frontend'), ['koa']],
    ])('ticks %s', async (_, start, task, ticked) => {
      const played = await play(program(start), [{ when: 'Which', task }]);
      expect(chosenSet(played)).toEqual(ticked);
    });
  });

  describe('clack: items taken by their keys', () => {
    const long = `Only what is ${'very, '.repeat(30)}old`;
    const items = [
      'y:Yes, all of it',
      'n:No',
      '-x:Never',
      `o:${long}`,
      'N:Not now',
      'later:Ask me later',
      '7:A week',
    ];
    const program = (start: string, kind = 'key') =>
      script(size, 'clack.mjs', kind, 'Overwrite?', start, ...items);

    it.each([
      ['by its label', 'y', 'No', 'n'],
      ['that is highlighted', 'y', 'Yes, all of it', 'y'],
      ['by the beginning of a label of several rows', 'n', 'Only what is very,', 'o'],
      ['by all of a label of several rows', 'n', long, 'o'],
      ['by what stands in its block', 'n', 'later', 'later'],
      ['with its hint', 'y', 'A week (about 7)', '7'],
    ])('takes one %s', async (_, start, label, value) => {
      const played = await play(program(start), [{ when: 'about 7', task: one(label) }]);
      expect(chosen(played)).toBe(`"${value}"`);
      expect(played.typed).toEqual([value.charAt(0)]);
    });

    it.each(['key', 'keyWithCase'])('refuses an item whose key takes another: %s', async (kind) => {
      const { ends, typed } = await play(program('y', kind), [{ when: 'about 7', task: one('Not now') }]);
      expect(ends).toMatchObject([{ failure: { reason: 'same key', label: 'Not now' } }]);
      expect(typed).toEqual([]);
    });

    it('lists what can be had for an item that cannot', async () => {
      const { ends, typed } = await play(program('y'), [{ when: 'about 7', task: one('Never') }]);
      const there = ['Yes, all of it', 'No', long, 'Not now', 'Ask me later', 'A week'];
      const hints = ['y', 'n', 'o', 'N', 'later', '7'].map((value) => ` (about ${value})`);
      expect(ends).toMatchObject([
        { failure: { reason: 'absent', there: there.map((label, at) => label + (hints[at] ?? '')) } },
      ]);
      expect(typed).toEqual([]);
    });

    it('has nothing to tick', async () => {
      const { ends } = await play(program('y'), [{ when: 'about 7', task: only('No') }]);
      expect(ends).toMatchObject([{ failure: { reason: 'no check boxes', label: 'No' } }]);
    });

    it.each([
      ['no colour tells it from text', ['Overwrite?', '|  y  Yes', '|  n  No']],
      ['it begins above the screen', ['Overwrite?', '', `${block('y')} Yes`, `${block('n')} No`]],
      ['something stands below it', ['Overwrite?', `${block('y')} Yes`, `${block('n')} No`, 'one file']],
      ['it has one item', ['Overwrite?', `${block('n')} No`]],
    ])('is no menu where %s', async (_, lines) => {
      const shown = lines.map((line) => `${line}\\n`).join('');
      const program = bash(size, `printf '${shown}'; read -rsn1 key; echo "CHOSEN $key"`);
      const { ends, typed } = await play(program, [{ when: 'Overwrite', task: one('No') }]);
      expect(ends).toMatchObject([{ failure: { reason: 'no widget', label: 'No' } }]);
      expect(typed).toEqual([]);
    });

    it.each([
      ['takes the key', 'read -rsn1 key; clear; echo "CHOSEN $key"', 'n'],
      ['takes no key', 'read -rsn1 key; read -r; echo "CHOSEN $key"', 'stuck'],
      ['takes another', 'read -rsn1 key; printf "\\033[2A\\033[JYes\\n"; read -r', 'stuck'],
    ])('sees whether a program %s', async (_, does, outcome) => {
      const shown = `Overwrite?\\n${block('y')} Yes\\n${block('n')} No\\n`;
      const played = await play(bash(size, `printf '${shown}'; ${does}`), [
        { when: 'Overwrite', task: one('No') },
      ]);
      const [end] = played.ends;
      expect(end?.kind === 'fail' ? end.failure.reason : chosen(played)).toBe(outcome);
      expect(played.typed).toEqual(['n']);
    });
  });

  describe.each(['clack', 'inquirer', 'prompts', 'enquirer'])('%s: a label of several rows', (name) => {
    const long = `${'long words '.repeat(14)}end`;
    const program = (start: string) =>
      script(size, `${name}.mjs`, 'many', 'Which ones?', start, 's', long, 't');

    it.each([
      ['one above it', `s,t`, only('s'), ['s']],
      ['one below it', `s,${long}`, only('t'), ['t']],
      ['it, by all of its text', 's,t', only(long), [long]],
      ['it, by its beginning, and one below it', 's', add('long words', 't'), [long, 's', 't']],
      ['all but it', `s,${long},t`, remove('long words'), ['s', 't']],
    ])('ticks %s', async (_, start, task, ticked) => {
      const played = await play(program(start), [{ when: 'Which', task }]);
      expect(chosenSet(played)).toEqual(ticked);
    });
  });

  it('enquirer: a list that is searched by typing, of which only an underline shows the highlight', async () => {
    const program = script(size, 'enquirer.mjs', 'search', 'Which ones?', 'vue', ...items);
    expect(chosen(await play(program, [{ when: 'Which', task: one('preact') }]))).toBe('"preact"');
    expect(chosen(await play(program, [{ when: 'Which', task: one('react') }]))).toBe('"react"');
  });

  it.each(['', 'a default'])('enquirer: a form whose fields start with "%s"', async (start) => {
    const labels = ['User', 'Full name', 'Shell', 'Group'];
    const program = script(size, 'enquirer.mjs', 'form', 'Account', start, ...labels);
    const task = fillIn({ Shell: '/bin/sh', User: 'ada', Group: 'staff' });
    expect(chosen(await play(program, [{ when: 'Account', task }]))).toBe(
      JSON.stringify({ user: 'ada', 'full name': start, shell: '/bin/sh', group: 'staff' }),
    );
  });

  it('enquirer: a default that its form does not give up is not taken for an empty field', async () => {
    const program = script(size, 'enquirer.mjs', 'form', 'Account', 'a default', 'User', 'Group');
    const { ends } = await play(program, [{ when: 'Account', task: fillIn({ Group: '' }) }]);
    const there = ['User', 'Group'];
    expect(ends).toEqual([{ kind: 'fail', failure: { reason: 'stuck', label: 'Group', there } }]);
  });
});
