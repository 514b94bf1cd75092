import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordSession } from '../../src/cli/record-session.js';
import { openSandbox } from '../support/sandbox.js';

it.each([
  ['its path', (image: string): string => image, 'cfdisk ${{ inputs.image }}'],
  [
    'its path, written otherwise',
    (image: string): string => image.replace('/d.img', '/./d.img'),
    'cfdisk ${{ inputs.image }}',
  ],
  ['another path', (): string => '/tmp/none/e.img', 'cfdisk /tmp/none/e.img'],
])('an argument that is an input by %s', async (_, written, command) => {
  await using box = await openSandbox();
  const image = await box.write('d.img', 'disk');
  const options = { on: 'host', output: join(box.directory, 'a.yaml'), input: [`image=${image}`] };
  const recorded = recordSession(['cfdisk', written(image)], options);
  expect(recorded.command).toBe(command);
  expect(recorded.inputs).toEqual({ image: './d.img' });
});
