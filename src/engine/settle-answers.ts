import type { Agent, IncomingMessage } from 'node:http';
import { beforeEachRequest } from './each-request.js';

/**
 * Makes an agent see to it that a call settles and lets go of its connection, where docker-modem (5.0.7, lib/modem.js) does not. It
 * waits for the end of an answer alone: of one whose connection breaks before, the call would never settle, and a process with
 * nothing else to wait for would end with exit code 13. And it leaves a program's input open when the program is refused (its
 * container was killed a moment ago): the connection would keep this process for ever.
 */
export function settleAnswers<A extends Agent>(agent: A): A {
  beforeEachRequest(agent, (request) => {
    request.once('response', (response: IncomingMessage) => {
      response.once('close', () => {
        if (!response.complete) request.emit('error', broken());
        else if (!request.writableEnded) request.destroy();
      });
    });
  });
  return agent;
}

/** With the code that Node gives to one of which there was nothing yet. */
const broken = (): Error =>
  Object.assign(new Error('the connection broke in the middle of its answer'), { code: 'ECONNRESET' });
