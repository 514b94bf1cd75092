import type { Client } from './client.js';
import type { EngineInfo } from './engine.js';
import { engineCall } from './failure.js';

interface WireInfo {
  readonly Driver?: string;
  readonly SecurityOptions?: readonly string[];
}

/** Which engine it is and what it can do. */
export async function readInfo(client: Client, address: string): Promise<EngineInfo> {
  return engineCall('describe itself', async () => {
    const [version, info] = await Promise.all([client.version(), client.info() as Promise<WireInfo>]);
    // The field is absent on engines before 18.09, whatever the types say.
    const components = version.Components as { readonly Name: string }[] | undefined;
    return {
      product: components?.some(({ Name: name }) => name.startsWith('Podman')) ? 'podman' : 'docker',
      version: version.Version,
      apiVersion: version.ApiVersion,
      address,
      storageDriver: info.Driver ?? '',
      isRootless: info.SecurityOptions?.some((option) => option.includes('rootless')) ?? false,
    };
  });
}
