import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { LayerEntry } from '../../src/events/layer.js';
import type { Container } from '../../src/engine/engine.js';
import { BUSYBOX, DEBIAN, shell, startContainer, testEngine } from './support/engine.js';
import { committedLayer } from './support/layer.js';
import { buildImage } from './support/raw.js';

/** Everything that is said of a container's layer. */
async function reviewed(container: Container): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  await container.readLayer((entry) => entries.push(entry));
  return entries;
}

/** One line for each path of the layer, as the review has it. */
function asLayer(entries: readonly LayerEntry[]): string[] {
  return entries
    .flatMap(({ path, file }) => {
      if (file === undefined) return [];
      const { type, mode, uid, gid, sizeBytes, target = '' } = file;
      return [`${path} ${type} ${mode.toString(8)} ${uid}:${gid} ${sizeBytes} ${target}`];
    })
    .sort();
}

const oddChanges = String.raw`
# directories: another mode, other times only, another owner
chmod 1777 /opt; touch /srv; chown 1000 /media
# deleted: a file, a directory, and one that is made anew; a file becomes a directory; a directory of the base moves
rm /etc/issue; rm -rf /usr/share/doc/sed
rm -rf /usr/share/doc/grep; mkdir /usr/share/doc/grep; touch /usr/share/doc/grep/new
rm /etc/debian_version; mkdir /etc/debian_version; touch /etc/debian_version/x
mv /usr/share/doc/tar /usr/share/doc/tar2
# all kinds of files
mkdir /opt/a; cd /opt/a
printf 12345 >one; ln one two; ln one three
truncate -s 1M sparse; mkfifo fifo; ln -s '/etc/pass -> wd' link; : >empty; mknod null c 1 3
cp /bin/true suid; chmod 4755 suid; cp /bin/true sgid; chmod 2755 sgid
mkdir -p deep/deeper/deepest
# names
printf 1 >"new
line"; printf 1 >' two  blanks '; printf 1 >"quo'te"; printf 1 >'-dash'; printf 1 >'ünï'
printf 12 >"$(printf 'b\377d')"; printf 123 >"$(printf 'b\376d')";
ln -s "new
line" "li
nk"
chown 1234:4321 ' two  blanks '; chmod 666 "quo'te"
# the same as before, and in the layer whole: opened for writing, given the mode it has; one touched, one given another mode
: >>/etc/profile; chmod 644 /etc/bash.bashrc; touch /etc/host.conf; chmod 600 /etc/networks 2>/dev/null || chmod 600 /etc/shells
chmod -R u=rwX /usr/share/doc/adduser
`;

test('what the review says of each path is what a commit puts into the layer', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, oddChanges);
  const entries = await reviewed(container);
  const layer = await committedLayer(container.id);
  expect(asLayer(entries)).toEqual(layer.files);
  const whiteouts = entries.filter(({ kind }) => kind === 'deleted').map(({ path }) => path);
  const isBelowOpaque = (path: string): boolean =>
    layer.opaque.some((directory) => path.startsWith(`${directory}/`));
  expect(whiteouts.filter((path) => !isBelowOpaque(path)).sort()).toEqual(layer.whiteouts);
  expect(layer.opaque).toEqual(['/etc/debian_version', '/usr/share/doc/grep']);
});

test('of a file that is in the layer although nothing of it differs, it says so', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(
    container,
    ': >>/etc/profile; chmod 644 /etc/bash.bashrc; touch /etc/host.conf /srv; chmod 700 /media',
  );
  const said = (await reviewed(container)).map(
    ({ path, kind, isOnlyCopied }) => `${path} ${kind}${isOnlyCopied ? ', only copied' : ''}`,
  );
  expect(said.sort()).toEqual([
    '/etc changed',
    '/etc/bash.bashrc changed, only copied',
    '/etc/host.conf changed',
    '/etc/profile changed, only copied',
    '/media changed',
    '/srv changed, only copied',
  ]);
});

test('busybox tells the same, and an untouched container has nothing', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: BUSYBOX });
  expect(await reviewed(container)).toEqual([]);
  await shell(
    container,
    String.raw`mkdir -p /opt/a && cd /opt/a && printf 12345 >one && ln one two && ln -s 'x -> y' link && mkfifo fifo &&
cp /bin/busybox suid && chmod 4755 suid && printf 1 >"new
line" && printf 1 >"$(printf 'b\377d')" && printf 12 >"$(printf 'b\376d')" && chown 77:88 one && rm /bin/yes &&
chmod 644 /etc/passwd && : >>/etc/group`,
  );
  const entries = await reviewed(container);
  const layer = await committedLayer(container.id);
  expect(asLayer(entries)).toEqual(layer.files);
  expect(entries.filter(({ kind }) => kind === 'deleted').map(({ path }) => path)).toEqual(['/bin/yes']);
});

test('names of owners come from the container; nobody is there for a number without one', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, 'touch /known /unknown; chown games:mail /known; chown 1234:4321 /unknown');
  const owners = (await reviewed(container)).map(({ path, file }) => [path, file?.user, file?.group]);
  expect(owners.sort()).toEqual([
    ['/known', 'games', 'mail'],
    ['/unknown', null, null],
  ]);
});

test('capabilities are told where the container has getcap', async () => {
  await using engine = await testEngine();
  await using without = await startContainer(engine, { image: DEBIAN });
  expect((await without.readLayer(() => undefined)).hasCapabilities).toBe(false);
  await using container = await startContainer(engine, { image: DEBIAN });
  for (const name of ['getcap', 'setcap']) {
    // This machine's own: the base is made of the same release, and has their library.
    const program = execFileSync('/bin/sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin; command -v ${name}`])
      .toString()
      .trim();
    const stdin = readFileSync(program);
    const argv = ['sh', '-c', `cat >/usr/sbin/${name} && chmod 755 /usr/sbin/${name}`] as const;
    await container.exec({ argv, user: '0:0', stdin });
  }
  await shell(
    container,
    String.raw`cp /bin/true /ping; setcap cap_net_raw=ep /ping; cp /bin/true "/new
line"; setcap cap_net_admin,cap_net_raw=ep "/new
line"`,
  );
  const found: LayerEntry[] = [];
  const look = await container.readLayer((entry) => found.push(entry));
  expect(look.hasCapabilities).toBe(true);
  expect(
    found
      .filter(({ file }) => file?.capabilities !== undefined)
      .map(({ path, file }) => [path, file?.capabilities])
      .sort(),
  ).toEqual([
    ['/new\nline', 'cap_net_admin,cap_net_raw=ep'],
    ['/ping', 'cap_net_raw=ep'],
  ]);
});

test('looking leaves nothing: the container is as it was', async () => {
  await using engine = await testEngine();
  await using container = await startContainer(engine, { image: DEBIAN });
  await shell(container, 'mkdir /opt/a; echo x >/opt/a/one; ln -s one /opt/a/link');
  const state = async (): Promise<string> => {
    return shell(container, "find /opt /etc /tmp /var /dev/shm -exec stat -c '%n %y %z %i' {} +");
  };
  const before = await state();
  await reviewed(container);
  expect(await state()).toBe(before);
  expect(await shell(container, 'ls -A /dev/unattend 2>/dev/null || :')).toBe('');
});

test('a container without find: paths are told, and what is not known', async () => {
  await using engine = await testEngine();
  await using image = await buildImage(`FROM ${DEBIAN}\nRUN rm /usr/bin/find\n`);
  await using container = await startContainer(engine, { image: image.ref });
  await shell(container, 'mkdir -p /opt/a && : >/opt/a/one && rm /usr/bin/yes');
  const entries: LayerEntry[] = [];
  const look = await container.readLayer((entry) => entries.push(entry));
  expect(look).toEqual({ missing: 'find', hasCapabilities: false, mounts: [] });
  expect(entries.map(({ path, kind }) => `${kind} ${path}`).sort()).toEqual([
    'added /opt/a',
    'added /opt/a/one',
    'changed /opt',
    'changed /usr',
    'changed /usr/bin',
    'deleted /usr/bin/yes',
  ]);
});

test('what lies in a volume is not in the layer, and is said to be not', async () => {
  await using engine = await testEngine();
  await using image = await buildImage(`FROM ${BUSYBOX}\nVOLUME ["/var/lib/da ta"]\n`);
  await using container = await startContainer(engine, { image: image.ref });
  await shell(container, 'echo x >"/var/lib/da ta/lost"; echo x >/kept');
  const entries: LayerEntry[] = [];
  const look = await container.readLayer((entry) => entries.push(entry));
  expect(look.mounts).toEqual(['/var/lib/da ta']);
  expect(asLayer(entries)).toEqual((await committedLayer(container.id)).files);
});
