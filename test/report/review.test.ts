import { expect, it } from 'vitest';
import type { LayerReview } from '../../src/events/layer.js';
import { renderReview } from '../../src/report/review.js';
import { formatSizeTree } from '../../src/report/size-tree.js';
import { displayWidth } from '../../src/report/text.js';
import { sampleReview } from './sample-review.js';

const MB = 1_000_000;
const sized = (path: string, megabytes: number) => ({ path, sizeBytes: megabytes * MB });
const long = `/opt/${'very-long-name/'.repeat(12)}lib.so`;

const full: LayerReview = {
  ...sampleReview,
  hasCapabilities: true,
  mounts: ['/var/lib/data'],
  sizeBytes: 232 * MB,
  added: 1204,
  changed: 3,
  directories: 88,
  deleted: { count: 12, paths: ['/etc/issue', '/usr/share/doc/\u001b[2Jx\ny'] },
  onlyCopied: { count: 1, paths: [long], sizeBytes: 340 },
  bySize: [sized('/opt', 220), sized('/opt/acme', 219), sized('/opt/acme/lib', 180), sized('/usr', 12)],
  largest: [sized('/opt/acme/lib/libacme.so', 80), sized(long, 2)],
  owners: [
    { uid: 1000, gid: 1000, user: 'builder', group: 'builder', count: 1100, sizeBytes: 200 * MB },
    { uid: 1234, gid: 0, user: null, group: 'root', count: 1, sizeBytes: 1 },
  ],
  privileged: {
    count: 102,
    files: [
      { path: '/opt/acme/su', mode: 0o4755, uid: 0, gid: 0, user: 'root', group: 'root' },
      {
        path: '/usr/bin/ping',
        mode: 0o755,
        uid: 0,
        gid: 99,
        user: 'root',
        group: null,
        capabilities: 'cap_net_raw=ep',
      },
    ],
  },
  worldWritable: { count: 1, paths: ['/opt/acme/tmp'] },
};

it('says what weighs most and what is seldom meant, and what was not looked at', () => {
  expect(renderReview(full, { color: false })).toMatchInlineSnapshot(`
    "232 MB: 1,204 added, 3 changed, 12 deleted, 1 only copied, 88 directories

    size by directory
        219 MB  /opt/acme
        180 MB    lib
       12.0 MB  /usr

    largest files
       80.0 MB  /opt/acme/lib/libacme.so
       2.00 MB  /opt/very-long-name/ve…ong-name/very-long-name/very-long-name/lib.so

    deleted; the bytes of these stay in the base
      /etc/issue
      /usr/share/doc/\\x1b[2Jx\\ny
      … and 10 more

    only copied, 340 B: opened for writing, or given the mode or owner they had
      /opt/very-long-name/very-…/very-long-name/very-long-name/very-long-name/lib.so

    not owned by root
      builder:builder: 1,100 with 200 MB
      1234:root, which is no user of the image: 1 with 1 B

    setuid, setgid, capabilities
      4755 root:root /opt/acme/su
      0755 root:99 /usr/bin/ping  cap_net_raw=ep
      … and 100 more

    writable by everybody
      /opt/acme/tmp

    not looked at, or not in the layer
      what lies in the volume /var/lib/data
    "
  `);
});

it.each([40, 60, 80, 120])('no path makes a line longer than %i columns', (columns) => {
  const lines = renderReview(full, { color: false, columns }).split('\n');
  const paths = lines.filter((line) => line.includes('/'));
  expect(paths.filter((line) => displayWidth(line) > columns)).toEqual([]);
  expect(paths.some((line) => line.includes('…') && line.endsWith('lib.so'))).toBe(true);
});

it('colours say the same', () => {
  const colored = renderReview(full, { color: true });
  expect(colored.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderReview(full, { color: false }));
  expect(colored).not.toBe(renderReview(full, { color: false }));
});

it('where the container could not be looked at, it says so and names no sizes', () => {
  const blind = { ...sampleReview, missing: 'find', sizeBytes: 0, bySize: [], directories: 0 };
  expect(renderReview(blind, { color: false })).toBe(
    '1 added\n\nnot looked at, or not in the layer\n  sizes, modes and owners: the container has no `find`\n',
  );
});

it('an empty layer is nothing', () => {
  const empty = {
    ...sampleReview,
    hasCapabilities: true,
    sizeBytes: 0,
    added: 0,
    directories: 0,
    bySize: [],
  };
  expect(renderReview(empty, { color: false })).toBe('nothing\n');
});

it('the tree leaves out what has nearly all in one other, and is cut at its smallest', () => {
  const many = Array.from({ length: 30 }, (_, index) => sized(`/opt/acme/d${index}`, 30 - index));
  const lines = formatSizeTree([sized('/opt', 465), sized('/opt/acme', 465), ...many], 80);
  expect(lines).toHaveLength(15);
  expect(lines.slice(0, 3)).toEqual(['  465 MB  /opt/acme', ' 30.0 MB    d0', ' 29.0 MB    d1']);
});
