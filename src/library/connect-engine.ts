import { connectEngine as connect, type ConnectOptions } from '../engine/connect.js';
import type { Engine } from '../engine/engine.js';
import { checkNames, checkText, isObject } from './wrong-use.js';

/**
 * Finds the engine: the given address, else `DOCKER_HOST`, else the current Docker context, else the first usual socket
 * that answers. Throws `ENGINE_DENIED` when none answers and one may not be talked to, else `ENGINE_MISSING`, and a TypeError
 * for options that make no sense.
 *
 * @example
 * await using engine = await connectEngine({ env: process.env });
 * const container = await engine.attachContainer('build');
 */
export async function connectEngine(options: ConnectOptions): Promise<Engine> {
  if (!isObject(options) || !isObject(options.env))
    throw new TypeError(
      'connectEngine is told in which environment to look for the engine: connectEngine({ env: process.env }).',
    );
  checkNames('connectEngine', options, { address: true, env: true });
  if (options.address !== undefined)
    checkText('address', options.address, 'text as "unix:///run/docker.sock" or "tcp://host:2376"');
  return connect(options);
}
