import { expect, it } from 'vitest';
import { isProxyAddress, proxySecrets } from '../../src/scope/proxy.js';

it.each([
  'http://proxy.test:3128',
  'https://proxy.test',
  'http://[::1]:3128/',
  'HTTP://me:pass@proxy.test:3128',
  'http://me:p@ss:w$rd&!\'"[x]%2F@proxy.test:3128',
])('%s is an address', (address) => {
  expect(isProxyAddress(address)).toBe(true);
});

it.each([
  'proxy.test:3128',
  'socks5://proxy.test:1080',
  'http://me:pa ss@proxy.test:3128',
  'http://me:pa/ss@proxy.test:3128',
  // A host `me` with a port, and the rest of the password behind it.
  'http://me:99#rest@proxy.test:3128',
  'http://me:99?rest@proxy.test:3128',
  String.raw`http://me:99\rest@proxy.test:3128`,
])('%s is none', (address) => {
  expect(isProxyAddress(address)).toBe(false);
});

it.each([
  ['http://proxy.test:3128', []],
  ['http://to%3Dken@proxy.test', ['http://to%3Dken@proxy.test', 'to%3Dken', 'to=ken']],
  ['http://me:pass@proxy.test', ['http://me:pass@proxy.test', 'me:pass', 'pass']],
  [
    // As a program has it that has read the address, as it is written, and as it is.
    'http://me:a%40b"c:d@proxy.test',
    [
      'http://me:a%40b"c:d@proxy.test',
      'me:a%40b%22c%3Ad',
      'me:a%40b"c:d',
      'me:a@b"c:d',
      'a%40b%22c%3Ad',
      'a%40b"c:d',
      'a@b"c:d',
    ],
  ],
  [
    'http://m%3Ae:p%3Aw@proxy.test',
    ['http://m%3Ae:p%3Aw@proxy.test', 'm%3Ae:p%3Aw', 'm:e:p:w', 'p%3Aw', 'p:w'],
  ],
  // A percent sign that begins no code.
  ['http://me:100%!@proxy.test', ['http://me:100%!@proxy.test', 'me:100%!', '100%!']],
])('what is secret of %s', (address, secrets) => {
  expect(proxySecrets(address)).toEqual(secrets);
});
