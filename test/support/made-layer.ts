import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { engineAddress } from './engine-api.js';

/**
 * What an image has over its base as the engine saves it: its configuration and its last layer. Throws where that has more than
 * `largestBytes`; larger layers of its base are not kept in memory then.
 */
export async function madeLayer(
  ref: string,
  largestBytes = Infinity,
): Promise<{ readonly config: Buffer; readonly layer: Buffer }> {
  const kept = new Map<string, Buffer>();
  const parser = extract();
  const socketPath = engineAddress().replace('unix://', '');
  request({ socketPath, path: `/images/${ref}/get`, agent: false }, (response) => response.pipe(parser))
    .on('error', (error) => parser.destroy(error))
    .end();
  for await (const entry of parser) {
    const { name, size } = entry.header;
    if (size > largestBytes) entry.resume();
    else kept.set(name, await buffer(entry));
  }
  const [{ Config, Layers }] = JSON.parse(String(kept.get('manifest.json'))) as [
    { Config: string; Layers: readonly string[] },
  ];
  const [config, layer] = [kept.get(Config), kept.get(Layers.at(-1) ?? '')];
  if (config === undefined || layer === undefined) throw new Error(`${ref}: its last layer is too large`);
  return { config, layer };
}
