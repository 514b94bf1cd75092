import { describe, expect, it } from 'vitest';
import { proxyFromEnv } from '../../src/scope/proxy.js';
import { openSandbox } from '../support/sandbox.js';

const [one, other, third] = ['http://one.test:3128', 'http://other.test:8080', 'http://third.test:1'];

describe('the proxy of an environment', () => {
  it.each([
    ['none', {}, undefined],
    ['an empty one is none', { http_proxy: '', HTTPS_PROXY: '' }, undefined],
    ['in lower case', { http_proxy: one }, { http: one, no: [] }],
    ['in upper case', { HTTP_PROXY: one }, { http: one, no: [] }],
    [
      'in both: lower case counts, as for curl',
      { http_proxy: one, HTTP_PROXY: other },
      { http: one, no: [] },
    ],
    ['one for each', { http_proxy: one, https_proxy: other }, { http: one, https: other, no: [] }],
    ['for https alone', { HTTPS_PROXY: other }, { http: other, https: other, no: [] }],
    ['for all', { ALL_PROXY: third }, { http: third, no: [] }],
    ['one of its own before that for all', { all_proxy: third, http_proxy: one }, { http: one, no: [] }],
    [
      'exceptions',
      { http_proxy: one, NO_PROXY: '.a.test, b.test  c.test,' },
      { http: one, no: ['.a.test', 'b.test', 'c.test'] },
    ],
  ])('%s', (_, env, expected) => {
    expect(proxyFromEnv(env)).toEqual(expected);
  });
});

it('programs inside find the proxy, and the exceptions, of the environment that unattend was started in', async () => {
  await using box = await openSandbox();
  await box.session(`deploy:
  - scope: { proxy: { from: env, no: [.more.test] } }
    steps:
      - run: 'echo "$http_proxy $HTTP_PROXY"; echo "$https_proxy $HTTPS_PROXY"; echo "$no_proxy"'
        expect: |-
          ${one} ${one}
          ${other} ${other}
          .a.test,.more.test,localhost,127.0.0.1,::1
  - { run: 'echo "<\${http_proxy-}\${HTTPS_PROXY-}>"', expect: <> }
`);
  const env = {
    http_proxy: one,
    HTTP_PROXY: undefined,
    https_proxy: undefined,
    HTTPS_PROXY: other,
    no_proxy: '.a.test',
    NO_PROXY: undefined,
  };
  const { exitCode, stderr } = await box.run(['run', 'a.yaml'], { env });
  expect([exitCode, stderr]).toEqual([0, expect.anything()]);
});
