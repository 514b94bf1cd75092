import type { Client } from './client.js';
import { engineCall } from './failure.js';
import { readProduct } from './info.js';

/**
 * Since when, as `2026-11-28 15:34:31.343499532` in UTC, every inode that changed is in the container's layer; undefined with
 * a storage driver of which that is not known. Docker's overlay2 commits the upper folder as it is where it says "Native
 * Overlay Diff" (moby, daemon/graphdriver/overlay2); elsewhere the layer is what the engine's list of changes says.
 */
export function copiesSince(client: Client, containerId: string): Promise<string | undefined> {
  return engineCall({ client, doing: 'look at the container' }, async () => {
    if ((await readProduct(client)) !== 'docker') return undefined;
    const { Driver: driver, DriverStatus: status = [] } = (await client.info()) as {
      readonly Driver?: string;
      readonly DriverStatus?: readonly (readonly [string, string])[] | null;
    } & object;
    const isNative =
      status?.some(([name, value]) => name === 'Native Overlay Diff' && value === 'true') ?? false;
    if (driver !== 'overlay2' || !isNative) return undefined;
    const { State: state } = await client.getContainer(containerId).inspect();
    return nanosecondsOf(state.StartedAt);
  });
}

/** RFC 3339 as Go writes it, without zeros at the end, in the form of `stat`. */
function nanosecondsOf(startedAt: string): string | undefined {
  const [, date, time, fraction = ''] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(startedAt) ?? [];
  return date === undefined ? undefined : `${date} ${time}.${fraction.padEnd(9, '0')}`;
}
