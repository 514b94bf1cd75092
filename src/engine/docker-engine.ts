import { attachContainer } from './attach-container.js';
import type { Client } from './client.js';
import type {
  Container,
  ContainerDescription,
  ContainerSpec,
  Engine,
  EngineInfo,
  ImageBytes,
  ImageDescription,
  ImageReading,
  Journal,
  LayerVisitor,
} from './engine.js';
import { findImage, removeImage, resolveImage, tagImage } from './image.js';
import { readInfo } from './info.js';
import { findContainer, listContainers, listNames } from './lists.js';
import { readImage } from './read-image.js';
import { removeContainer } from './remove-container.js';
import { startContainer } from './start-container.js';

/** The engine behind its HTTP API, Docker's or Podman's. Holds no connection of its own between calls. */
export class DockerEngine implements Engine {
  readonly address: string;
  readonly #client: Client;

  constructor(address: string, client: Client) {
    this.address = address;
    this.#client = client;
  }

  info(): Promise<EngineInfo> {
    return readInfo(this.#client, this.address);
  }

  resolveImage(ref: string): Promise<ImageDescription> {
    return resolveImage(this.#client, ref);
  }

  findImage(ref: string): Promise<ImageDescription | undefined> {
    return findImage(this.#client, ref);
  }

  startContainer(spec: ContainerSpec): Promise<Container> {
    return startContainer(this.#client, spec);
  }

  attachContainer(id: string, journal?: Journal): Promise<Container> {
    return attachContainer(this.#client, id, journal);
  }

  findContainer(nameOrId: string): Promise<ContainerDescription | undefined> {
    return findContainer(this.#client, nameOrId);
  }

  listContainers(): Promise<readonly ContainerDescription[]> {
    return listContainers(this.#client);
  }

  listNames(repository: string): Promise<readonly { readonly ref: string; readonly sinceMs: number }[]> {
    return listNames(this.#client, repository);
  }

  tagImage(id: string, ref: string): Promise<void> {
    return tagImage(this.#client, id, ref);
  }

  readImage<V extends LayerVisitor>(id: string, reading: ImageReading<V>): Promise<ImageBytes<V>> {
    return readImage(this.#client, id, reading);
  }

  removeImage(ref: string): Promise<void> {
    return removeImage(this.#client, ref);
  }

  removeContainer(name: string): Promise<void> {
    return removeContainer(this.#client, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Each call has its own connection; containers and terminals hold theirs.
  }
}
