import { expect, it } from 'vitest';
import { UnattendError } from '../../src/errors.js';
import type { RunEvent } from '../../src/events.js';
import { askedPerson } from '../../src/pipeline/asked-person.js';
import type { LayerQuestion, Person } from '../../src/pipeline/person.js';
import type { HandoverLink } from '../../src/session/handover.js';

const error = new UnattendError('LAYER_DECLINED', { isKept: false });
const step = { file: 'acme.yaml', line: 12, column: 7 };
const never = (): Promise<never> => new Promise(() => undefined);

/** What happens, in order, when the person, who does nothing but say that it is their turn, is asked everything. */
function asked(answers: Partial<Person> = {}) {
  const happened: string[] = [];
  const says =
    <T>(what: string, choice: T) =>
    (): Promise<T> => {
      happened.push(what);
      return Promise.resolve(choice);
    };
  const emit = (event: RunEvent): void => {
    if (event.kind === 'handover')
      happened.push(event.isOver ? 'gives the terminal back' : 'has the terminal');
  };
  const person: Person = {
    handover: says('handover', undefined),
    drive: says('drive', { kind: 'exit', exitCode: 0 } as const),
    ask: says('ask', 'quit'),
    review: says('review', 'seal'),
    ...answers,
  };
  return { happened, person: askedPerson(person, emit) };
}

it.each([
  ['handover', ({ handover }) => handover({} as HandoverLink)],
  ['drive', ({ drive }) => drive?.({ command: 'sh', open: never })],
  ['ask', ({ ask }) => ask?.(error, { step })],
  ['review', ({ review }) => review?.({} as LayerQuestion)],
] satisfies [keyof Person, (person: ReturnType<typeof askedPerson>) => Promise<unknown> | undefined][])(
  '%s: whoever draws on the terminal is told before and after',
  async (what, ask) => {
    const { happened, person } = asked();
    await ask(person);
    expect(happened).toEqual(['has the terminal', what, 'gives the terminal back']);
  },
);

it('an interrupt ends a question that nobody answers, and gives the terminal back', async () => {
  const { happened, person } = asked({ ask: never, review: never });
  const interrupt = new AbortController();
  const { signal: cancelSignal } = interrupt;
  const choice = person.ask?.(error, { step, cancelSignal });
  const layerChoice = person.review?.({ cancelSignal } as LayerQuestion);
  interrupt.abort(error);
  expect(await choice).toBeUndefined();
  expect(await layerChoice).toBeUndefined();
  expect(happened.slice(-2)).toEqual(['gives the terminal back', 'gives the terminal back']);
});

it('a question that comes after the interrupt is over at once', async () => {
  const { person } = asked({ ask: never, review: never });
  const cancelSignal = AbortSignal.abort(error);
  expect(await person.ask?.(error, { step, cancelSignal })).toBeUndefined();
  expect(await person.review?.({ cancelSignal } as LayerQuestion)).toBeUndefined();
});

it('a handover that breaks down gives the terminal back', async () => {
  const { happened, person } = asked({ handover: () => Promise.reject(error) });
  await expect(person.handover({} as HandoverLink)).rejects.toBe(error);
  expect(happened).toEqual(['has the terminal', 'gives the terminal back']);
});
