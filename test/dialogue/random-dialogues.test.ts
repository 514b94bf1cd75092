import { expect, it } from 'vitest';
import fc from 'fast-check';
import type { Exchange, Item } from '../../src/dialogue/types.js';
import {
  type Act,
  answer,
  checkpoint,
  dialogue,
  exchange,
  play,
  press,
  type Program,
  read,
} from './support.js';

/** Pieces of a conversation; each is written by the program and answered by items made to match. */
type Scene =
  | {
      readonly kind: 'question' | 'redrawn' | 'hidden' | 'skipped' | 'checkpoint';
      readonly noise: readonly string[];
    }
  | { readonly kind: 'refusing'; readonly times: number }
  | { readonly kind: 'any-order'; readonly order: readonly number[] }
  | { readonly kind: 'one-of'; readonly taken: number }
  | { readonly kind: 'menu'; readonly order: readonly number[] }
  | { readonly kind: 'pager'; readonly pages: number };

const noise = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 40 });
const shuffled = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
const scene: fc.Arbitrary<Scene> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('question', 'redrawn', 'hidden', 'skipped', 'checkpoint'),
    noise,
  }),
  fc.record({ kind: fc.constant('refusing'), times: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('any-order'), order: shuffled }),
  fc.record({ kind: fc.constant('one-of'), taken: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant('menu'), order: shuffled }),
  fc.record({ kind: fc.constant('pager'), pages: fc.integer({ min: 1, max: 3 }) }),
);

/** Says a text: whole, or in pieces with pauses in which nobody would take the program to wait. */
type Say = (text: string) => Generator<Act, void, string>;

function* sayWhole(text: string): Generator<Act, void, string> {
  yield { write: text };
}

/** Pauses stay below the 20 ms after which a program counts as waiting. */
function saying(seed: number): Say {
  let state = seed + 1;
  const next = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  return function* (text) {
    for (let at = 0; at < text.length;) {
      const length = next(3) === 0 ? 1 : 1 + next(30);
      yield { write: text.slice(at, at + length) };
      at += length;
      if (at < text.length && next(2) === 0) yield { workMs: 1 + next(15) };
    }
  };
}

interface Played {
  readonly program: (say: Say) => Generator<Act, void, string>;
  readonly items: readonly (Exchange | Item)[];
  readonly typed: readonly string[];
}

/** A scene's part of the program, of the dialogue, and of what is to be typed; `n` makes its words unlike all others. */
function staged(scene: Scene, n: number): Played {
  const q = (part: string): string => `${part} q${n}?`;
  switch (scene.kind) {
    case 'question': {
      // The text quotes the prompt, as licences do.
      const text = `${scene.noise.join(' ')} at "${q('Name')}" type yes.\r\n${q('Name')} `;
      return {
        *program(say) {
          yield* say(text);
          yield read;
        },
        items: [exchange(q('Name'), answer(`n${n}`))],
        typed: [`n${n}\r`],
      };
    }
    case 'redrawn':
      return {
        *program(say) {
          yield* say(`${q('Redo')} \r\x1b[K${q('Redo')} \r${q('Redo')} `);
          yield read;
        },
        items: [exchange(q('Redo'), answer(`r${n}`))],
        typed: [`r${n}\r`],
      };
    case 'hidden':
      return {
        *program(say) {
          yield { echo: false };
          yield* say(`${scene.noise.join('\r\n')}\r\n\x1b[1m${q('Pa')}\x1b[0m`);
          yield read;
          yield* say('\r\n');
          yield { echo: true };
        },
        items: [exchange(q('Pa'), answer(`h${n}`))],
        typed: [`h${n}\r`],
      };
    case 'skipped':
      return {
        *program(say) {
          yield* say(`${scene.noise.join(' ')}\r\n`);
        },
        items: [exchange(q('Skip'), answer('never'), { isOptional: true })],
        typed: [],
      };
    case 'checkpoint':
      return {
        *program(say) {
          yield* say(`${scene.noise.join(' ')}\r\nreached q${n}, port 80${n}80\r\n`);
        },
        items: [exchange(new RegExp(`reached q${n}, port (\\d+)`), checkpoint)],
        typed: [],
      };
    case 'refusing': {
      const answers = Array.from({ length: scene.times }, (_, at) => `a${n}x${at}`);
      return {
        *program(say) {
          for (const each of answers) {
            yield* say(`${q('Disk')} `);
            yield read;
            yield* say(`not ${each}, "${q('Disk')}" is asked again\r\n`);
          }
        },
        items: [exchange(q('Disk'), answer(...answers))],
        typed: answers.map((each) => `${each}\r`),
      };
    }
    case 'any-order':
      return {
        *program(say) {
          for (const at of scene.order) {
            yield* say(`${q(`Any${at}`)} `);
            yield read;
          }
        },
        items: [
          {
            kind: 'any-order',
            exchanges: [0, 1, 2, 3].map((at) => exchange(q(`Any${at}`), answer(`o${at}`))),
          },
        ],
        typed: scene.order.map((at) => `o${at}\r`),
      };
    case 'one-of': {
      const branch = (at: number) => ({
        exchange: exchange(q(`One${at}`), answer(`b${at}`)),
        then: [{ kind: 'exchange' as const, exchange: exchange(q(`Then${at}`), answer(`t${at}`)) }],
      });
      return {
        *program(say) {
          yield* say(`${q(`One${scene.taken}`)} `);
          yield read;
          yield* say(`${q(`Then${scene.taken}`)} `);
          yield read;
        },
        items: [{ kind: 'one-of', branches: [0, 1, 2].map(branch) }],
        typed: [`b${scene.taken}\r`, `t${scene.taken}\r`],
      };
    }
    case 'menu': {
      const lines = scene.order.map((each, at) => ` ${at + 1}) item${each} of q${n}\r\n`).join('');
      return {
        *program(say) {
          yield* say(`${lines}${q('Pick')} `);
          yield read;
        },
        items: [
          exchange(
            new RegExp(`(\\d+)\\) item2 of q${n}[^]*Pick q${n}\\?`),
            answer(({ groups }) => groups[1] ?? ''),
          ),
        ],
        typed: [`${scene.order.indexOf(2) + 1}\r`],
      };
    }
    case 'pager':
      return {
        *program(say) {
          yield { echo: false };
          for (let page = 0; page < scene.pages; page++) {
            yield* say(`page ${page} of q${n}\r\n--More--`);
            yield { read: 'key' };
            yield* say('\r\x1b[K');
          }
          yield { echo: true };
        },
        items: [],
        typed: Array.from({ length: scene.pages }, () => ' '),
      };
  }
}

it('a random dialogue comes out as it must, at once, in random pieces and with pauses that are none', () => {
  fc.assert(
    fc.property(fc.array(scene, { minLength: 1, maxLength: 6 }), fc.nat(), (scenes, seed) => {
      const parts = scenes.map(staged);
      const items = [...parts.flatMap((part) => part.items), exchange('The end.', checkpoint)];
      const always = [exchange('--More--', press('space'), { maxTimes: Infinity })];
      const typed = parts.flatMap((part) => part.typed);
      for (const say of [sayWhole, saying(seed), saying(seed + 1)]) {
        const program: Program = function* () {
          for (const part of parts) yield* part.program(say);
          yield* say('The end.\r\n');
        };
        const outcome = play(program, dialogue(items, { always }));
        expect(outcome.error?.message).toBeUndefined();
        expect(outcome).toMatchObject({ typed, isComplete: true });
      }
    }),
    { numRuns: 200 },
  );
});
