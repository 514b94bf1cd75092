import { expect, it } from 'vitest';
import type { LayerEntry, LayerFile } from '../../src/events/layer.js';
import { LayerSums } from '../../src/pipeline/layer-sums.js';

const root = { uid: 0, gid: 0, user: 'root', group: 'root' };
const entry = (path: string, file: Partial<LayerFile> = {}, rest: Partial<LayerEntry> = {}): LayerEntry => ({
  path,
  kind: 'added',
  isOnlyCopied: false,
  ...rest,
  file: { type: 'file', sizeBytes: 10, mode: 0o644, ...root, ...file },
});
const look = { hasCapabilities: true, mounts: [] };

function summed(entries: readonly LayerEntry[]) {
  const sums = new LayerSums();
  for (const each of entries) sums.add(each);
  return sums.review(look);
}

it('counts directories apart, and what is only copied neither as changed nor as added', () => {
  const review = summed([
    entry('/opt', { type: 'directory', sizeBytes: 0, mode: 0o755 }, { kind: 'changed' }),
    entry('/opt/new'),
    entry('/opt/changed', {}, { kind: 'changed' }),
    entry('/opt/copied', { sizeBytes: 500 }, { kind: 'changed', isOnlyCopied: true }),
    entry('/srv', { type: 'directory', sizeBytes: 0, mode: 0o755 }, { kind: 'changed', isOnlyCopied: true }),
    { path: '/gone', kind: 'deleted', isOnlyCopied: false },
  ]);
  expect(review).toMatchObject({
    sizeBytes: 520,
    added: 1,
    changed: 1,
    directories: 2,
    deleted: { count: 1, paths: ['/gone'] },
    onlyCopied: { count: 1, paths: ['/opt/copied'], sizeBytes: 500 },
    bySize: [{ path: '/opt', sizeBytes: 520 }],
  });
});

it('names what gives rights or is open to everybody, and not what only looks like it', () => {
  const { privileged, worldWritable } = summed([
    entry('/suid', { mode: 0o4755 }),
    entry('/caps', { capabilities: 'cap_net_raw=ep' }),
    entry('/setgid-directory', { type: 'directory', mode: 0o2755 }),
    entry('/open', { mode: 0o666 }),
    entry('/open-directory', { type: 'directory', mode: 0o777 }),
    entry('/tmp', { type: 'directory', mode: 0o1777 }),
    entry('/link', { type: 'symlink', mode: 0o777 }),
  ]);
  expect(privileged.files.map(({ path }) => path)).toEqual(['/caps', '/suid']);
  expect(worldWritable).toEqual({ count: 2, paths: ['/open', '/open-directory'] });
});

it('names owners other than root, and a group that is none', () => {
  const { owners } = summed([
    entry('/a'),
    entry('/b', { gid: 4, group: 'adm' }),
    entry('/c', { gid: 77, group: null }),
    entry('/d', { uid: 5, user: 'games' }),
    entry('/e', { uid: 5, user: 'games' }),
  ]);
  expect(owners.map(({ uid, gid, count, sizeBytes }) => [uid, gid, count, sizeBytes])).toEqual([
    [5, 0, 2, 20],
    [0, 77, 1, 10],
  ]);
});

it('names the largest and the first of many, counts all, and comes out alike in any order', () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    entry(`/opt/acme/lib/${String(index).padStart(4, '0')}`, { sizeBytes: index, mode: 0o666 }),
  );
  const review = summed(many);
  expect(review.largest.map(({ sizeBytes }) => sizeBytes)).toEqual([
    999, 998, 997, 996, 995, 994, 993, 992, 991, 990,
  ]);
  expect(review.worldWritable).toEqual({
    count: 1000,
    paths: Array.from({ length: 10 }, (_, index) => `/opt/acme/lib/000${index}`),
  });
  expect(summed(many.toReversed())).toEqual(review);
});
