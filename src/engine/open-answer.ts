import type { Readable } from 'node:stream';
import type { Client } from './client.js';

/**
 * Asks the engine for something that is read as it comes. dockerode reads most answers whole (20 MB of JSON for 200,000
 * changed paths) and cannot be told to stop waiting; docker-modem, which it is made of, can do both.
 */
export function openAnswer(client: Client, path: string, cancelSignal?: AbortSignal): Promise<Readable> {
  const modem = client.modem as {
    dial: (call: object, onAnswer: (error: Error | null, answer: unknown) => void) => void;
  };
  const statusCodes = { 200: true, 400: 'bad parameter', 404: 'not there', 500: 'server error' };
  const call = { path, method: 'GET', isStream: true, statusCodes, abortSignal: cancelSignal };
  return new Promise((resolve, reject) => {
    modem.dial(call, (error, answer) => {
      if (error === null) resolve(answer as Readable);
      else reject(error);
    });
  });
}
