import type { Agent, ClientRequest, IncomingMessage } from 'node:http';

/**
 * Makes an agent see to it that a call settles and lets go of its connection, where docker-modem (5.0.7, lib/modem.js) does not. It
 * waits for the end of an answer alone: of one whose connection breaks before, the call would never settle, and a process with
 * nothing else to wait for would end with exit code 13. And it leaves a program's input open when the program is refused (its
 * container was killed a moment ago): the connection would keep this process for ever.
 */
export function settleAnswers<A extends Agent>(agent: A): A {
  // The place where an agent gets its requests is in no types; agent-base builds on it as well.
  const own = agent as unknown as { addRequest: (request: ClientRequest, ...rest: unknown[]) => void };
  const addRequest = own.addRequest.bind(agent);
  own.addRequest = (request, ...rest) => {
    request.once('response', (response: IncomingMessage) => {
      response.once('close', () => {
        if (!response.complete) request.emit('error', broken());
        else if (!request.writableEnded) request.destroy();
      });
    });
    addRequest(request, ...rest);
  };
  return agent;
}

/** With the code that Node gives to one of which there was nothing yet. */
const broken = (): Error =>
  Object.assign(new Error('the connection broke in the middle of its answer'), { code: 'ECONNRESET' });
