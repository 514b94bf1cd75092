import { expect, it } from 'vitest';
import { generateScript } from '../../../src/recording/generate/generate.js';
import { kindOfParam } from '../../../src/recording/generate/params.js';
import { answering } from './support.js';

it.each([
  ['/opt/acme', 'path'],
  ['~/sdk', 'path'],
  ['C:\\acme', 'path'],
  ['https://mirror.example/acme?a=1', 'address'],
  ['4.3', 'version'],
  ['v4.3.1', 'version'],
  ['1.2.3-rc1', 'version'],
  ['4.3.1.2-2', 'version'],
  ['10.0.12.7', 'host'],
  ['build.example.com', 'host'],
  ['acme.pem', undefined],
  ['acme', undefined],
  ['yes', undefined],
  ['42', undefined],
  ['/', undefined],
  ['/opt/my programs', undefined],
  ['Version 4.3', undefined],
  ['4.', undefined],
])('%j is of the kind %s', (answer, kind) => {
  expect(kindOfParam(answer)).toBe(kind);
});

it('offers versions and addresses as parameters, with what was answered as default', async () => {
  const talks = [
    ['Version to install: ', '4.3.1'],
    ['Licence server: ', '10.0.12.7'],
    ['Users: ', '42'],
  ] as const;
  const { text } = await generateScript({
    recordings: [answering('/usr/bin/acme', talks)],
    base: 'acme/base:1',
  });
  expect(text).toContain(`params:
  version-install: { default: 4.3.1 }
  licence-server: { default: 10.0.12.7 }
`);
  expect(text).toContain(`      - expect: "Version to install:"
        answer: \${{ params.version-install }}
      - expect: "Licence server:"
        answer: \${{ params.licence-server }}
      - expect: "Users:"
        answer: 42
`);
});
