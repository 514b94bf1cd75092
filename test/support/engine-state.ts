import { raw, rawJson } from '../engine/support/raw.js';

/** What one run or test has in the engine; other tests work there at the same time. */
export interface EngineThings {
  /** Containers of these runs, stopped ones too: name and state. */
  readonly containers: readonly string[];
  /** Images with that label: their names, or `<none>:<none>` for one without. */
  readonly images: readonly string[];
}

export async function engineThings(runIds: readonly string[], label: string): Promise<EngineThings> {
  const containers = await Promise.all(runIds.map(containersOf));
  return { containers: containers.flat().sort(), images: await imagesWith(label) };
}

async function containersOf(runId: string): Promise<string[]> {
  const filter = filters({ name: [`unattend-${runId}`] });
  const found = await rawJson<{ Names: string[]; State: string }[]>(`/containers/json?all=1&${filter}`);
  return found.map(({ Names, State }) => `${Names.join(' ').slice(1)} ${State}`);
}

export async function imagesWith(label: string): Promise<string[]> {
  const found = await rawJson<{ RepoTags: string[] | null }[]>(
    `/images/json?all=1&${filters({ label: [label] })}`,
  );
  return found.flatMap(({ RepoTags }) => RepoTags ?? ['<none>:<none>']).sort();
}

/** Removes all images with that label, with whatever names they have. */
export async function removeImagesWith(label: string): Promise<void> {
  const found = await rawJson<{ Id: string }[]>(`/images/json?all=1&${filters({ label: [label] })}`);
  for (const { Id } of found) await raw('DELETE', `/images/${Id}?force=1`);
}

export interface InspectedImage {
  readonly Id: string;
  readonly Author: string;
  readonly Comment: string;
  readonly Config: Readonly<Record<string, unknown>>;
  readonly RootFS: { readonly Layers: readonly string[] };
}

export function inspectImage(ref: string): Promise<InspectedImage> {
  return rawJson<InspectedImage>(`/images/${ref}/json`);
}

export async function hasImage(ref: string): Promise<boolean> {
  return (await raw('GET', `/images/${ref}/json`)).status === 200;
}

export async function tagImage(ref: string, name: string): Promise<void> {
  const [repo = '', tag = 'latest'] = name.split(':');
  const { status, body } = await raw('POST', `/images/${ref}/tag?repo=${repo}&tag=${tag}`);
  if (status !== 201) throw new Error(`cannot name ${ref} ${name}: ${body.toString()}`);
}

const filters = (wanted: Readonly<Record<string, readonly string[]>>): string =>
  `filters=${encodeURIComponent(JSON.stringify(wanted))}`;
