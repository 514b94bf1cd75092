import { raw, untar } from '../engine/support/raw.js';

/** All paths of an image's file system, as `docker export` of a container that never ran lists them. */
export async function exportedPaths(ref: string): Promise<string[]> {
  const spec = Buffer.from(JSON.stringify({ Image: ref, Cmd: ['/none'] }));
  const { status, body } = await raw('POST', '/containers/create', spec, 'application/json');
  if (status !== 201) throw new Error(`cannot create a container of ${ref}: ${body.toString()}`);
  const { Id } = JSON.parse(body.toString()) as { Id: string };
  try {
    const files = await untar((await raw('GET', `/containers/${Id}/export`)).body);
    return [...files.keys()].sort();
  } finally {
    await raw('DELETE', `/containers/${Id}?force=1&v=1`);
  }
}
