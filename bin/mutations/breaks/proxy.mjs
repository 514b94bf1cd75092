/* Of the proxy, which is told by variables alone. */
const scopes = ['test/run/scope.test.ts'];
const proxy = ['test/run/scope-proxy.test.ts'];

/** @type {readonly import('../project.mjs').Break[]} */
export const ofTheProxy = [
  {
    name: 'the proxy is not told',
    tests: scopes,
    file: 'src/scope/proxy.ts',
    text: 'return { given: { env },',
    instead: 'return { given: { env: Object.assign(env, { http_proxy: "", https_proxy: "" }) && {} },',
  },
  {
    name: 'the proxy is not told for https',
    tests: proxy,
    file: 'src/scope/proxy.ts',
    text: 'https_proxy: https,',
    instead: "https_proxy: https === '' ? https : '',",
  },
  {
    name: 'no_proxy is not set',
    tests: proxy,
    file: 'src/scope/proxy.ts',
    text: 'no_proxy: exceptions }',
    instead: "no_proxy: exceptions === '' ? '' : '' }",
  },
  {
    name: 'the proxy is told in lower case only',
    tests: proxy,
    file: 'src/scope/proxy.ts',
    text: '[name.toUpperCase(), value],',
    instead: '',
  },
  {
    name: 'apt does not get the proxy by sudo',
    tests: scopes,
    file: 'src/scope/real-sudo.ts',
    text: ', env_keep += ',
    instead: ', env_delete += ',
  },
  {
    name: 'git and npm are not told of the proxy',
    tests: proxy,
    file: 'src/scope/proxy.ts',
    text: 'return { given: { env },',
    instead: 'return { given: { env: Object.assign(env, { http_proxy: "", https_proxy: "" }) && {} },',
  },
  {
    name: 'what the environment names for https is not read',
    tests: ['test/scope/proxy-from-env.test.ts'],
    file: 'src/scope/proxy.ts',
    text: "const https = read('https_proxy');",
    instead: 'const https = undefined;',
  },
];
