import { expect, test } from 'vitest';
import { matching } from './support/matching.js';
import { BUSYBOX, testEngine, uniqueName } from './support/engine.js';
import { heldName } from './support/raw.js';

test('describes an image by name and by id', async () => {
  await using engine = await testEngine();
  const image = await engine.resolveImage(BUSYBOX);
  expect(image.id).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(image.diffIds).toEqual([matching(/^sha256:/)]);
  expect(image.sizeBytes).toBeGreaterThan(500_000);
  expect(await engine.resolveImage(image.id)).toEqual(image);
  expect(await engine.findImage(BUSYBOX)).toEqual(image);
});

test('an image that is not there and cannot be pulled is IMAGE_UNKNOWN with the reason', async () => {
  await using engine = await testEngine();
  const ref = `localhost:1/${uniqueName()}:1`;
  expect(await engine.findImage(ref)).toBeUndefined();
  await expect(engine.resolveImage(ref)).rejects.toMatchObject({
    code: 'UNATTEND_IMAGE_UNKNOWN',
    message: matching(
      new RegExp(`^The image ${ref} is not in the engine and could not be pulled: .*refused`),
    ),
  });
});

test('gives an image a name and takes it away, the image itself stays while it has another', async () => {
  await using engine = await testEngine();
  const image = await engine.resolveImage(BUSYBOX);
  for (const ref of [
    `${uniqueName()}:1.0`,
    `localhost:5000/${uniqueName()}:1.0`,
    `localhost:5000/${uniqueName()}`,
  ]) {
    await using named = heldName(ref);
    await engine.tagImage(image.id, named.ref);
    expect((await engine.findImage(ref))?.id).toBe(image.id);
    await engine.removeImage(ref);
    expect(await engine.findImage(ref)).toBeUndefined();
    await engine.removeImage(ref);
  }
  expect(await engine.findImage(BUSYBOX)).toEqual(image);
});
