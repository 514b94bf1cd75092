import { describe, expect, it } from 'vitest';
import type { Cast } from '../../src/recording/cast.js';
import { foreignCast, generated, replayed, type Said } from './support/foreign.js';

const wizard: readonly Said[] = [
  ['Name: ', 'bob'],
  ['Continue? [y/n] ', 'y'],
];

describe('a recording by another program that does not say how its program ended', () => {
  const endless = foreignCast(wizard, 'bye\r\n', '');

  it('ends where its program did', async () => {
    expect((await generated(endless)).said).toBe('passed');
  });

  it('ended it as the script wants', async () => {
    const edit = (script: string): string => script.replace(/(?<= {2}- spawn: .*\n)/, '    exit: [7, 0]\n');
    expect((await generated(endless, edit)).said).toBe('passed');
  });

  it('was cut off where its file was', async () => {
    const { said } = await generated({ ...endless, isCut: true });
    expect(said).toContain('Failed: a.cast ends at 3.4 s, before the program did.');
  });
});

describe('a pager', () => {
  const pages = (keys: readonly string[]): Cast => {
    const { header, events, isCut } = foreignCast(wizard);
    const turned = keys.flatMap((key, at) => [
      { kind: 'output', atSeconds: at, text: `\r        \rpage ${at}\r\n--More--` } as const,
      { kind: 'input', atSeconds: at + 0.5, text: key } as const,
    ]);
    const later = events.map((event) => ({ ...event, atSeconds: event.atSeconds + keys.length }));
    const gone = { kind: 'output', atSeconds: keys.length, text: '\r        \r' } as const;
    return { header, events: [...turned, gone, ...later], isCut };
  };
  const script = (key: string): string => `unattend: 1
deploy:
  - spawn: ./setup
    always:
      - { expect: --More--, press: ${key} }
    dialogue:
      - { expect: "Name:", answer: bob }
      - { expect: Continue?, answer: y }
`;

  it.each(['space', 'q', 'enter'])('is left by any of the keys that were pressed there: %s', async (key) => {
    expect(await replayed(script(key), pages([' ', ' ', '\r', 'q']))).toBe('passed');
  });

  it('is left by one press where the person pressed ahead', async () => {
    expect(await replayed(script('space'), pages(['   ', 'q']))).toBe('passed');
  });

  it('is not left by another key', async () => {
    const said = await replayed(script('x'), pages([' ', 'q']));
    expect(said.split('\n')[0]).toBe(
      'Failed: The script answers "--More--" with "x"; in the recording "--More--" is answered with " ".',
    );
  });
});
