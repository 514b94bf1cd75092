import { describe, expect, it } from 'vitest';
import type { CastEvent } from '../../src/recording/cast.js';
import { sizeNeeded } from '../../src/recording/play-size.js';
import { trackOf } from '../../src/recording/play-track.js';
import { resetTerminal } from '../../src/session/paint-screen.js';

const header = { size: { columns: 80, rows: 24 } };
const output = (atSeconds: number, text: string): CastEvent => ({ kind: 'output', atSeconds, text });
const input = (atSeconds: number, text: string): CastEvent => ({ kind: 'input', atSeconds, text });
const marker = (atSeconds: number, label: string): CastEvent => ({ kind: 'marker', atSeconds, label });
const resize = (columns: number, rows: number): CastEvent => ({
  kind: 'resize',
  atSeconds: 0,
  size: { columns, rows },
});
const track = (...events: readonly CastEvent[]): ReturnType<typeof trackOf> =>
  trackOf({ header, events, isCut: false }, 2000);

describe('trackOf', () => {
  it('has a cue for each event, silences cut short', () => {
    expect(
      track(output(0.5, 'Name: '), marker(9.5, 'prompt: Name: '), input(10.5, 'y\r'), output(10.5, 'y')),
    ).toEqual({
      cues: [
        { atMs: 500, text: 'Name: ', isAnswer: false },
        { atMs: 2300, text: '', marker: 'prompt: Name: ', isAnswer: true },
        { atMs: 2500, text: '', isAnswer: false },
        { atMs: 2500, text: 'y', isAnswer: false },
      ],
      durationMs: 2500,
    });
  });

  it('takes the first key, and the first after Enter, for an answer where no marker tells', () => {
    const keys = track(
      output(0, 'Name: '),
      ...['b', 'o', 'b', '\r', 'x', '\n', 'y'].map((key) => input(1, key)),
    );
    expect(keys.cues.map(({ isAnswer }) => isAnswer)).toEqual([
      false,
      true,
      false,
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  it('says which program begins when there are several, with what the one before has set gone', () => {
    const { cues } = track(
      marker(0, 'spawn: sh a.sh'),
      output(0, '\x1b[?1049h'),
      marker(0, 'end: exit code 0'),
      marker(0, 'spawn: sh -c "\x1b[2J\nb"'),
    );
    expect(cues.map(({ text }) => text)).toEqual([
      `${resetTerminal}\r\n\x1b[2m-- sh a.sh --\x1b[0m\r\n`,
      '\x1b[?1049h',
      '',
      `${resetTerminal}\r\n\x1b[2m-- sh -c " [2J b" --\x1b[0m\r\n`,
    ]);
  });

  it('says nothing of a single program', () => {
    expect(track(marker(0, 'spawn: sh a.sh'), output(0, 'a')).cues.map(({ text }) => text)).toEqual([
      '',
      'a',
    ]);
  });
});

it('sizeNeeded is the largest of the sizes in which something was written', () => {
  const events = [resize(100, 20), output(0, 'a'), resize(90, 30), output(0, 'b'), resize(200, 200)];
  expect(sizeNeeded({ header, events, isCut: false })).toEqual({ columns: 100, rows: 30 });
});
