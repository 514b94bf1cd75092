type OnAnswer = (error: unknown, answer: unknown) => void;

/**
 * Makes a client tell of answers that are no JSON. docker-modem (5.0.7, lib/modem.js) hands on their bytes as if they were what was
 * asked for: half an object would be one that lacks everything. Some calls that change something are answered with nothing.
 */
export function refuseOtherAnswers<C extends { readonly modem: unknown }>(client: C): C {
  const modem = client.modem as { dial: (call: { method?: string }, onAnswer: OnAnswer) => void };
  const dial = modem.dial.bind(modem);
  modem.dial = (call, onAnswer) => {
    dial(call, (error, answer) => {
      if (error === null && Buffer.isBuffer(answer) && !isRight(call, answer.toString()))
        onAnswer(new SyntaxError('it is no JSON'), null);
      else onAnswer(error, answer);
    });
  };
  return client;
}

/** What is false for JavaScript is given as bytes too. */
const isRight = ({ method }: { method?: string }, text: string): boolean =>
  text.trim() === '' ? method !== 'GET' : /^\s*(?:null|false|0|"")\s*$/.test(text);
