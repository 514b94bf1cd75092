import type { EngineInfo } from '../engine/engine.js';
import { shellQuote } from '../script/shell-quote.js';

export interface KeptParts {
  readonly product: EngineInfo['product'];
  readonly address: string;
  readonly container: string;
  readonly shell: string;
  readonly user?: string;
  readonly image?: string;
  readonly inputs?: string;
}

/**
 * The commands to type, with the engine's own client. Its address is always said: the client may know another engine by
 * default, a context's for example, in which there is no such container.
 */
export function keptCommands(parts: KeptParts): { readonly enter: string; readonly remove: string } {
  const { product, address, container, shell, user, image, inputs } = parts;
  const client = product === 'podman' ? `podman --url ${quote(address)}` : `docker -H ${quote(address)}`;
  const removals = [
    `${client} rm -f ${container}`,
    ...(image === undefined ? [] : [`${client} rmi ${image}`]),
    ...(inputs === undefined ? [] : [`rm -rf ${quote(inputs)}`]),
  ];
  const as = user === undefined ? '' : ` -u ${quote(user)}`;
  return { enter: `${client} exec -it${as} ${container} ${shell}`, remove: removals.join(' && ') };
}

const quote = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : shellQuote(text));
