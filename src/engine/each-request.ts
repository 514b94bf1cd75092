import type { Agent, ClientRequest } from 'node:http';

/** Lets `look` see each request of an agent before it gets a connection. */
export function beforeEachRequest(agent: Agent, look: (request: ClientRequest) => void): void {
  // The place where an agent gets its requests is in no types; agent-base builds on it as well.
  const own = agent as unknown as { addRequest: (request: ClientRequest, ...rest: unknown[]) => void };
  const addRequest = own.addRequest.bind(agent);
  own.addRequest = (request, ...rest) => {
    look(request);
    addRequest(request, ...rest);
  };
}
