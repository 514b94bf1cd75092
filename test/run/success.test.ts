import { expect, it } from 'vitest';
import { hasVolume, volumesOf } from '../support/containers.js';
import {
  BUSYBOX,
  buildImage,
  exportedPaths,
  hasImage,
  inspectImage,
  savedImage,
  shipped,
  tagImage,
} from '../support/images.js';
import { DURATION, NOTHING, openSandbox } from '../support/sandbox.js';

/** A wizard of two questions which installs one file. */
const WIZARD = `
set -eu
printf 'Accept the licence? [yes/no] '; read answer
[ "$answer" = yes ] || exit 3
printf 'Install directory [/opt/acme]: '; read directory
mkdir -p "$directory"
cp "$(dirname "$0")/payload" "$directory/tool"
echo 'Installation complete.'
`;

const SESSION = `
name: acme
inputs:
  vendor: { from: vendor }
deploy:
  - spawn: sh \${{ inputs.vendor }}/install.sh
    dialogue:
      - expect: Accept the licence?
        answer: yes
      - expect: /Install directory \\[(.*?)\\]/
        answer: \${{ match.1 }}
      - expect: Installation complete.
  - run: chmod 0750 /opt/acme/tool
test:
  - { file: /opt/acme/tool, mode: "0750", owner: root, group: root }
  - { absent: /dev/unattend }
`;

it.concurrent('ships what was installed, in one layer, and nothing else', async () => {
  await using box = await openSandbox();
  await box.write('vendor/install.sh', WIZARD);
  await box.write('vendor/payload', '#!/bin/sh\necho acme 1.0\n');
  await box.session(SESSION);

  const { exitCode, stdout, stderr } = await box.run(['run', 'a.yaml']);
  expect(box.plain(stderr)).toBe(PROGRESS);
  expect(exitCode).toBe(0);
  const image = await inspectImage(box.tag);
  expect(box.plain(stdout).replaceAll(DURATION, 'N s')).toBe(
    [
      'acme: done in N s',
      `  image     ${image.Id}`,
      '            1.98 MB, 1 layer over the base with 24 B',
      '  tags      unattend-test/TOKEN:1',
      '  audit     nothing of the run in 3 files and folders, 24 B',
      '  left out  vendor (271 B)',
      '  phases    prepare N s, deploy N s, seal N s, test N s, publish N s',
      '',
    ].join('\n'),
  );
  expect(await box.left()).toEqual({ ...NOTHING, images: [box.tag] });

  const base = await inspectImage(BUSYBOX);
  expect(image.RootFS.Layers).toEqual([...base.RootFS.Layers, image.RootFS.Layers.at(-1)]);
  const inBase = new Set(await exportedPaths(BUSYBOX));
  const added = (await exportedPaths(box.tag)).filter((path) => !inBase.has(path));
  expect(added).toEqual(['opt/', 'opt/acme/', 'opt/acme/tool']);
  expect((await savedImage(box.tag)).lastLayer).toEqual(added);
});

const PROGRESS = `acme (run RUN)
prepare
  input vendor
prepare took N s
deploy
  spawn sh '/dev/unattend/inputs/vendor'/install.sh (a.yaml:8:5)
    "Accept the licence?" (a.yaml:10:9)
    typed "yes" enter
    "/Install directory \\[(.*?)\\]/" (a.yaml:12:9)
    typed "/opt/acme" enter
    "Installation complete." (a.yaml:14:9)
    ended: exit code 0
  spawn took N s
  run chmod 0750 /opt/acme/tool (a.yaml:15:5)
  run took N s
deploy took N s
seal
  committing the layer
  searching the image for what may not be in it
seal took N s
test
  file /opt/acme/tool (a.yaml:17:5)
  file took N s
  absent /dev/unattend (a.yaml:18:5)
  absent took N s
test took N s
publish
publish took N s
`;

const BASE = `
FROM ${BUSYBOX}
ENV KEPT=base CHANGED=base
LABEL kept=base changed=base
EXPOSE 80
VOLUME /data
USER 0
WORKDIR /srv
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["true"]
`;

it.concurrent('gives the image exactly the configuration the script asks for', async () => {
  await using base = await buildImage(BASE);
  await using box = await openSandbox();
  const image = [
    'image:',
    '  entrypoint: [/bin/acme, "--flag"]',
    '  cmd: [serve, "${{ params.release }}"]',
    '  env: { CHANGED: "script ${{ base.env.CHANGED }}", ADDED: a=b }',
    '  workdir: /opt',
    '  user: nobody:nogroup',
    '  ports: [8080, 53/udp]',
    '  volumes: [/var/acme]',
    '  message: ACME ${{ params.release }}',
    '  author: Ann <ann@example.org>',
    '',
  ].join('\n');
  await box.session(
    `params: { release: { type: string, required: true } }\ndeploy:\n  - run: mkdir /opt\n${image}`,
  );
  const { stderr, exitCode } = await box.run(['run', 'a.yaml', 'release=4.3', '--base', base.ref]);
  expect([stderr.slice(stderr.indexOf('Failed')), exitCode]).toEqual(['\n', 0]);

  const { config } = await savedImage(box.tag);
  const baseImage = (await savedImage(base.ref)).config;
  const { Labels } = (await inspectImage(BUSYBOX)).Config as { Labels: Record<string, string> };
  expect(config).toEqual({
    architecture: 'amd64',
    os: 'linux',
    created: config.created,
    author: 'Ann <ann@example.org>',
    config: {
      Entrypoint: ['/bin/acme', '--flag'],
      Cmd: ['serve', '4.3'],
      Env: [
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        'KEPT=base',
        'CHANGED=script base',
        'ADDED=a=b',
      ],
      WorkingDir: '/opt',
      User: 'nobody:nogroup',
      ExposedPorts: { '80/tcp': {}, '8080/tcp': {}, '53/udp': {} },
      Volumes: { '/data': {}, '/var/acme': {} },
      Labels: { ...Labels, kept: 'base', changed: 'base', 'unattend-test': box.token },
    },
    rootfs: { type: 'layers', diff_ids: [...baseImage.rootfs.diff_ids, expect.any(String)] },
    history: [
      ...baseImage.history.map(() => expect.any(Object) as object),
      { author: 'Ann <ann@example.org>', comment: 'ACME 4.3', created: config.created },
    ],
  });
  expect(await box.left()).toEqual({ ...NOTHING, images: [box.tag] });
});

it.concurrent(
  'keeps the configuration of the base where the script names nothing, and removes with null',
  async () => {
    await using base = await buildImage(BASE);
    await using box = await openSandbox();
    await box.session('deploy:\n  - run: touch /a\n');
    expect((await box.run(['run', 'a.yaml', '--base', base.ref])).exitCode).toBe(0);
    const { Config: baseConfig } = await inspectImage(base.ref);
    const { Config: kept } = await inspectImage(box.tag);
    expect(shipped(kept)).toEqual({
      ...shipped(baseConfig),
      Labels: { ...(baseConfig['Labels'] as object), 'unattend-test': box.token },
    });

    await box.session('deploy:\n  - run: touch /a\nimage:\n  entrypoint: null\n  cmd: null\n');
    expect((await box.run(['run', 'a.yaml', '--base', base.ref])).exitCode).toBe(0);
    const { Config: removed } = await inspectImage(box.tag);
    expect([removed['Entrypoint'], removed['Cmd'], removed['WorkingDir']]).toEqual([null, null, '/srv']);
  },
);

it.concurrent('moves the tag of an earlier run, and no other', async () => {
  await using box = await openSandbox();
  await box.session('deploy:\n  - run: echo one >/file\n');
  const baseBefore = (await inspectImage(BUSYBOX)).Id;
  await box.run(['run', 'a.yaml']);
  const first = await inspectImage(box.tag);
  await tagImage(first.Id, `unattend-test/${box.token}:other`);

  await box.session('deploy:\n  - run: echo two >/file\n');
  const second = await box.run(['run', 'a.yaml', '--tag', box.tag, '--tag', `unattend-test/${box.token}:2`]);
  expect(second.exitCode).toBe(0);
  const moved = await inspectImage(box.tag);
  expect(moved.Id).not.toBe(first.Id);
  expect((await inspectImage(`unattend-test/${box.token}:2`)).Id).toBe(moved.Id);
  expect((await inspectImage(`unattend-test/${box.token}:other`)).Id).toBe(first.Id);
  expect((await inspectImage(BUSYBOX)).Id).toBe(baseBefore);
});

it.concurrent(
  'writes into no tag that the script does not name: --tag replaces those of the script',
  async () => {
    await using box = await openSandbox();
    await box.session('deploy:\n  - run: touch /a\n');
    const other = `unattend-test/${box.token}:other`;
    expect((await box.run(['run', 'a.yaml', '--tag', other])).exitCode).toBe(0);
    expect(await hasImage(box.tag)).toBe(false);
    expect(await box.left()).toEqual({ ...NOTHING, images: [other] });
  },
);

it.concurrent('leaves no volume of a base that declares one', async () => {
  await using base = await buildImage(BASE);
  await using box = await openSandbox();
  await box.session(
    'deploy:\n  - run: echo started >/data/file; cat /data/file; sleep 1000\n    timeout: 1h\n',
  );
  const running = box.start(['--verbose', 'run', 'a.yaml', '--base', base.ref]);
  await running.says('| started');
  const runId = /\(run (\w+)\)/.exec(running.stderr())?.[1] ?? '';
  const [volume = ''] = await volumesOf(`unattend-${runId}`);
  expect(await hasVolume(volume)).toBe(true);
  running.child.kill('SIGTERM');
  await running.ended;
  expect(await hasVolume(volume)).toBe(false);
});
