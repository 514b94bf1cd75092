import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { expect, it } from 'vitest';
import { rewriteArchive } from '../../src/engine/docker-archive.js';

const broken = new Error('no space left on device');

it('rewriting a saved image whose stream breaks fails once, and nothing else fails behind it', async () => {
  const [saved, archive] = [new PassThrough(), pack()];
  const rewriting = rewriteArchive(saved, archive, '{}', 'acme/sdk:1');
  saved.destroy(broken);
  // A second failure that nobody looks at would end the process; here it would fail the run of the tests.
  await expect(rewriting).rejects.toThrow(broken);
});

it('rewriting a saved image into an archive that nobody wants any more fails once', async () => {
  const [saved, archive, image] = [new PassThrough(), pack(), pack()];
  image.entry({ name: '0/layer.tar' }, Buffer.alloc(4_000_000));
  void pipeline(image, saved).catch(() => undefined);
  const rewriting = rewriteArchive(saved, archive, '{}', 'acme/sdk:1');
  archive.once('readable', () => {
    saved.destroy();
    archive.destroy();
  });
  await expect(rewriting).rejects.toThrow('Premature close');
});
