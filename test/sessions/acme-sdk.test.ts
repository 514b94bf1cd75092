import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { NOTHING } from '../support/sandbox.js';
import { buildSdk, root, savedImage, ship } from './support.js';

const key = 'ACME-2047-DEMO';
let sdk = '';
beforeAll(async () => {
  sdk = await buildSdk();
}, 120_000);

describe('acme-sdk', () => {
  it('installs platform A into one layer that has nothing of ours and nothing of the payload', async () => {
    await using shipped = await ship('acme-sdk.yaml', [], { ACME_LICENCE_KEY: key });
    const { summary, cast, tag } = shipped;
    const payloadBytes = (await stat(sdk)).size;
    expect(summary).toMatchObject({
      ok: true,
      image: { layersOverBase: 1, tags: [tag] },
      leftOut: [{ name: 'sdk', sizeBytes: payloadBytes }],
    });
    expect(payloadBytes).toBeGreaterThan(200e6);
    expect(summary.image?.addedBytes).toBeLessThan(payloadBytes / 2);

    expect(await shipped.shell('su builder -c "acme --version"')).toBe('acme 4.3 (platform A)\n');
    expect(
      await shipped.shell(
        'stat -c "%a %U" /opt/acme/bin/acme; find / -xdev -name "*.run" -o -xdev -name "selfgz*"; dpkg-query -W -f \'${Status}\' m4',
      ),
    ).toBe('770 builder\ninstall ok installed');
    expect(await shipped.shell('find / -xdev -iname "*unattend*"')).toBe('');

    const { config, text, lastLayer } = await savedImage(tag);
    expect(lastLayer.filter((path) => /unattend|^dev|^proc|^sys|dockerenv/.test(path))).toEqual([]);
    expect(config).toMatchObject({ config: { User: 'builder', WorkingDir: '/home/builder', Cmd: ['bash'] } });
    expect(text.replaceAll('unattend-dev.recipe', '')).not.toContain('unattend');
    expect(text).not.toContain(key);
    expect(cast).not.toContain(key);
    expect(cast).toContain('Installation complete.');
    expect(await shipped.box.left()).toMatchObject({ containers: [] });
  });

  it('answers the question that only platform B asks', async () => {
    await using shipped = await ship('acme-sdk.yaml', ['platform=B'], { ACME_LICENCE_KEY: key });
    expect(await shipped.shell('su builder -c "acme --version"')).toBe('acme 4.3 (platform B)\n');
    expect(shipped.cast).toContain('Install platform B support libraries?');
  });

  it('a wrong licence key fails and leaves nothing', async () => {
    await expect(ship('acme-sdk.yaml', [], { ACME_LICENCE_KEY: 'ACME-0000-NONE' })).rejects.toMatchObject({
      message: expect.stringContaining('Invalid licence key.') as string,
      left: NOTHING,
    });
  });

  it('npm run demo: both ways, and what it promises holds', async () => {
    const { stdout } = await promisify(execFile)('node', ['fixtures/demo/demo.mjs'], {
      cwd: root,
      env: process.env,
    });
    expect(stdout).toMatch(/^layers over the base +1 +6$/m);
    expect(stdout.match(/^(ok|FAIL) .*$/gm)).toEqual([
      'ok    one layer over the base',
      'ok    smaller than the naive image by at least the payload',
      'ok    no wasted bytes',
      'ok    the licence key in no recording',
    ]);
  });
}, 240_000);
