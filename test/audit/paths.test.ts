import { describe, expect, it } from 'vitest';
import { leftover } from '../../src/audit/leftovers.js';
import { defaultExclude, pathTest } from '../../src/audit/path-patterns.js';
import { breakingLines, lineRuleFor } from '../../src/audit/settings-files.js';

describe('what is excluded by default', () => {
  const isExcluded = pathTest(defaultExclude);
  it.each([
    '/var/lib/apt/lists/partial/x',
    '/var/cache/apt/archives/hello_2.10-3_amd64.deb',
    '/var/log/dpkg.log',
    '/var/log/apt/history.log',
    '/root/.bash_history',
    '/home/builder/.python_history',
  ])('%s', (path) => expect(isExcluded(path)).toBe(true));
  it.each([
    '/var/lib/apt/extended_states',
    '/opt/var/log/x',
    '/home/a/b/.bash_history',
    '/var/logs',
    '/etc/apt/sources.list',
  ])('not %s', (path) => expect(isExcluded(path)).toBe(false));
});

describe('patterns', () => {
  it('the last one that fits decides', () => {
    const test = pathTest(['/var/log/**', '!/var/log/acme', '/var/log/acme/*.tmp']);
    const paths = ['/var/log/x', '/var/log/acme/a', '/var/log/acme/a.tmp', '/var'];
    expect(paths.map(test)).toEqual([true, false, true, false]);
  });
  it('a folder means what is in it, names with a dot too', () => {
    const test = pathTest(['/opt/acme/']);
    expect(['/opt/acme', '/opt/acme/.x/y', '/opt/acme2'].map(test)).toEqual([true, true, false]);
  });
});

describe('settings files', () => {
  const broken = (path: string, text: string): readonly number[] => {
    const rule = lineRuleFor(path);
    return rule === undefined ? [] : breakingLines(text, rule).map(([line]) => line);
  };
  it.each<[string, string, readonly number[]]>([
    [
      '/etc/environment',
      'PATH=/bin\nhttps_proxy="http://p:1"\nexport NO_PROXY=a\n#http_proxy=x\nhttp_proxy=',
      [2, 3],
    ],
    [
      '/etc/apt/apt.conf.d/99x',
      '// Acquire::http::Proxy "http://p:1";\nAcquire::http::Proxy "http://p:1";\nAcquire { https { Proxy "http://p:1"; } }\nAcquire::http::Proxy "DIRECT";\nAcquire::http::Proxy http://p:1;\nAcquire::http::Proxy { a "DIRECT"; };',
      [2, 3, 5],
    ],
    [
      '/root/.npmrc',
      'registry=http://a\nproxy=http://p:1\nhttps-proxy = http://p\nproxy=null\n; proxy=x',
      [2, 3],
    ],
    ['/usr/etc/npmrc', 'proxy=http://p', [1]],
    ['/etc/pip.conf', '[global]\nproxy = http://p:1\nindex-url = http://x', [2]],
    ['/home/a/.config/pip/pip.conf', 'proxy: p:1', [1]],
    ['/home/a/.gitconfig', '[http]\n\tproxy = http://p:1\n[user]\n\tname = proxy = x', [2]],
    ['/root/.config/git/config', '[http] proxy = p', [1]],
    [
      '/etc/sudoers',
      '# %x ALL=(ALL) NOPASSWD: ALL\nroot ALL=(ALL:ALL) ALL\nb ALL=(root) NOPASSWD: /bin/sh',
      [3],
    ],
    ['/etc/sudoers.d/a', 'a ALL=NOPASSWD: ALL', [1]],
    ['/etc/sudoers.d/b', '#1000 ALL=(ALL) NOPASSWD: ALL\n# a NOPASSWD: x\nDefaults:a !authenticate', [1, 3]],
    ['/etc/sudoers.d/c', 'a ALL=(root) \\\n  NOPASSWD: ALL', [1, 2]],
    [
      '/etc/sudoers.d/d',
      'Defaults env_reset\nCmnd_Alias X = /bin/a\n%sudo\tALL=(ALL:ALL) ALL\n@includedir /etc/sudoers.d\nbuilder ALL=(ALL) ALL\n%dev ALL = /bin/a',
      [5, 6],
    ],
    ['/opt/x/.git/config', '[http]\nproxy = ""\nproxy = "http://p"', [3]],
    ['/opt/environment', 'http_proxy=a', []],
    ['/opt/sudoers', 'a ALL=NOPASSWD: ALL', []],
  ])('%s', (path, text, lines) => expect(broken(path, text)).toEqual(lines));
});

describe('leftovers', () => {
  it.each([
    '/etc/sudoers.d/zz-unattend-0123456789ab',
    '/home/a/.unattend-0123456789ab',
    '/run/sudo/ts/builder',
    '/etc/sudoers.d/zz-unattend-stubs-0001-0123456789ab',
    '/usr/sbin/.unattend-policy-0123456789ab',
    '/root/.unattend-0123456789ab/known_hosts',
    '/var/lib/sudo/lectured/builder',
  ])('%s', (path) => expect(leftover(path, { isFolder: false })).toBeDefined());
  it.each(['/opt/unattend', '/run/sudo', '/run/sudo/ts', '/var/lib/sudo/lectured', '/opt/unattend-notes'])(
    'not %s',
    (path) => expect(leftover(path, { isFolder: true })).toBeUndefined(),
  );
});
