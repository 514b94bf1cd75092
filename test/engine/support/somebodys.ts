import { uniqueName } from './engine.js';
import { raw } from './raw.js';

/** A container that nobody here has started, with the rights that the engine gives by itself. */
export interface Somebodys extends AsyncDisposable {
  readonly name: string;
}

/** `settings` are those of the engine's API. */
export async function startSomebodys(settings: Readonly<Record<string, unknown>>): Promise<Somebodys> {
  const name = uniqueName();
  const all = { Image: 'unattend-dev/builder:bookworm', Cmd: ['sleep', '600'], ...settings };
  const body = Buffer.from(JSON.stringify(all));
  const created = await raw('POST', `/containers/create?name=${name}`, body, 'application/json');
  if (created.status !== 201) throw new Error(created.body.toString());
  const dispose = async (): Promise<void> => {
    await raw('DELETE', `/containers/${name}?force=1`);
  };
  await raw('POST', `/containers/${name}/start`);
  return { name, [Symbol.asyncDispose]: dispose };
}
