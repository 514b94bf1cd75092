import type { LayerEntry, LayerFile } from '../events/layer.js';
import { cleanLine } from './text.js';

const signs = { added: '+', changed: '~', deleted: '-' } as const;
const types = { file: '-', directory: 'd', symlink: 'l', fifo: 'p', device: 'c' } as const;

/** `+ -0755 root:root       6 /opt/acme/tool`, `=` for what was only copied, a name's odd characters written as `\n` or `\x1b`. */
export function formatEntry({ path, kind, isOnlyCopied, file }: LayerEntry): string {
  const sign = isOnlyCopied ? '=' : signs[kind];
  if (file === undefined) return `${sign} ${visibleName(path)}`;
  const { type, mode, sizeBytes, target, capabilities } = file;
  const head = `${sign} ${types[type]}${formatMode(mode)} ${formatOwner(file)} ${String(sizeBytes).padStart(9)}`;
  const tail = [
    target === undefined ? '' : ` -> ${visibleName(target)}`,
    capabilities === undefined ? '' : `  ${capabilities}`,
  ];
  return `${head} ${visibleName(path)}${tail.join('')}`;
}

/** `0755` */
export const formatMode = (mode: number): string => mode.toString(8).padStart(4, '0');

/** `builder:users`, with a number for who has no name. */
export function formatOwner({
  uid,
  gid,
  user,
  group,
}: Pick<LayerFile, 'uid' | 'gid' | 'user' | 'group'>): string {
  return cleanLine(`${user ?? uid}:${group ?? gid}`);
}

/** A name as one harmless line in which its control characters can be seen. */
export function visibleName(path: string): string {
  return cleanLine(
    path.replaceAll(/[\x00-\x1f\x7f]/g, (char) =>
      char === '\n' ? '\\n' : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
    ),
  );
}
