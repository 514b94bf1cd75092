import type { Client } from './client.js';
import type { EngineInfo } from './engine.js';
import { engineCall } from './failure.js';

interface WireInfo {
  readonly Driver?: string;
  readonly SecurityOptions?: readonly string[];
}

interface WireVersion {
  readonly Version: string;
  readonly ApiVersion: string;
  /** Absent before Docker 18.09. */
  readonly Components?: readonly { readonly Name: string }[];
}

/** Which engine it is and what it can do. */
export function readInfo(client: Client, address: string): Promise<EngineInfo> {
  return engineCall({ client, doing: 'describe itself' }, async () => {
    const [version, info] = await Promise.all([
      client.version() as Promise<WireVersion>,
      client.info() as Promise<WireInfo>,
    ]);
    return {
      product: productOf(version),
      version: version.Version,
      apiVersion: version.ApiVersion,
      address,
      storageDriver: info.Driver ?? '',
      isRootless: info.SecurityOptions?.some((option) => option.includes('rootless')) ?? false,
    };
  });
}

export function readProduct(client: Client): Promise<EngineInfo['product']> {
  return engineCall({ client, doing: 'describe itself' }, async () =>
    productOf((await client.version()) as WireVersion),
  );
}

function productOf(version: WireVersion): EngineInfo['product'] {
  return version.Components?.some(({ Name: name }) => name.startsWith('Podman')) ? 'podman' : 'docker';
}
