import { describe, expect, it } from 'vitest';
import { ownNamesIn, partsOf, withoutDefault } from '../../../src/recording/generate/volatile.js';

/** What varies in a text: class and span. */
const varying = (text: string): readonly (readonly [string, string])[] =>
  partsOf(text).flatMap((part) =>
    part.varies === undefined ? [] : [[part.varies.name, part.text] as const],
  );

describe('partsOf', () => {
  it.each([
    ['today is 2026-11-28 here', 'date', '2026-11-28'],
    ['built on Nov 28, 2026 here', 'date', 'Nov 28, 2026'],
    ['on Sat, 28 Nov 2026 here', 'date', 'Sat, 28 Nov 2026'],
    ['at 09:41:07 here', 'time', '09:41:07'],
    ['took 12.5 seconds here', 'duration', '12.5 seconds'],
    ['needs 653 MB here', 'size', '653 MB'],
    ['is 45% done', 'percentage', '45%'],
    ['version 4.3.1-rc2 here', 'version', '4.3.1-rc2'],
    ['process 4711 here', 'PID', '4711'],
    ['pid 17 here', 'PID', '17'],
    ['on port 8080 here', 'port', '8080'],
    ['key 9f86d081884c7d65 here', 'hex', '9f86d081884c7d65'],
    ['at 0x7ffe here', 'hex', '0x7ffe'],
    ['id 123e4567-e89b-12d3-a456-426614174000 here', 'UUID', '123e4567-e89b-12d3-a456-426614174000'],
    ['as alice@build7 here', 'user and host name', 'alice@build7'],
    ['from mirror.acme.example here', 'host name', 'mirror.acme.example'],
    ['from 10.0.0.17:80 here', 'host name', '10.0.0.17:80'],
    ['in /tmp/acme.Xy12/stage here', 'temporary path', '/tmp/acme.Xy12/stage'],
    ['in /home/alice/sdk here', 'temporary path', '/home/alice/sdk'],
    ['disk 2 of 5 here', 'counter', '2 of 5'],
    ['file 10/200 here', 'counter', '10/200'],
    ['serial 100200 here', 'number', '100200'],
    ['from 2026-11-28T09:41:07+01:00 here', 'timestamp', '2026-11-28T09:41:07+01:00'],
    ['from 2026-11-28T09:41Z here', 'timestamp', '2026-11-28T09:41Z'],
    ['from 20261128T094107Z here', 'timestamp', '20261128T094107Z'],
    ['on Saturday 28. November 2026 here', 'date', 'Saturday 28. November 2026'],
    ['on Saturday 28. November here', 'date', 'Saturday 28. November'],
    ['every Saturday here', 'weekday', 'Saturday'],
    ['in November here', 'month', 'November'],
    ['at 3pm here', 'time', '3pm'],
    ['in 2m30s here', 'duration', '2m30s'],
    ['in 1h 5m here', 'duration', '1h 5m'],
    ['commit 3fa4b2c here', 'hex', '3fa4b2c'],
    ['held (PID4711) here', 'PID', '4711'],
    ['in /var/folders/xx/T/tmp.abcd1 here', 'temporary path', '/var/folders/xx/T/tmp.abcd1'],
    ['from ip-10-0-0-17 here', 'host name', 'ip-10-0-0-17'],
    ['on host build7 here', 'host name', 'build7'],
    ['release v4 here', 'version', 'v4'],
    ['update 3 packages here', 'number', '3'],
    ['packages (2 new) here', 'number', '2'],
    ['the word xq7fk here', 'random word', 'xq7fk'],
    ['is [redacted] here', 'secret', '[redacted]'],
  ])('%s: %s', (text, name, span) => {
    expect(varying(text)).toEqual([[name, span]]);
    const [part] = partsOf(text).filter(({ varies }) => varies !== undefined);
    expect(new RegExp(`^(?:${part?.varies?.source ?? ''})$`).test(span)).toBe(true);
  });

  it.each([
    ...['x86_64', 'python3', 'ext4', 'openssl-1', 'utf8', 'sha256sum', 'IPv4', 'log4j', 'build7'],
    ...['Country Name (2 letter code)', 'You may not', 'Marked 2 Markers', '64bit', 'Disk 2 needs'],
    ...['Disk 2, please', 'SHA256 of x86_64', 'Do you accept?', 'UTF-8', 'level 3'],
  ])('leaves %s as it is', (text) => {
    expect(varying(text)).toEqual([]);
  });

  it('knows the users and hosts that the recording showed', () => {
    const own = ownNamesIn('alice@build7:~$ ls /home/carol/x');
    expect(own).toEqual({ users: ['alice', 'carol'], hosts: ['build7'] });
    expect(
      partsOf('password for alice on build7?', own).map(({ text, varies }) => [text, varies?.name]),
    ).toEqual([
      ['password for ', undefined],
      ['alice', 'user name'],
      [' on ', undefined],
      ['build7', 'host name'],
      ['?', undefined],
    ]);
  });
});

describe('withoutDefault', () => {
  it.each([
    ['Directory [/opt/acme]:', 'Directory', '/opt/acme'],
    ['Directory (/opt/acme):', 'Directory', '/opt/acme'],
    ['Directory (default: /opt/a b)?', 'Directory', '/opt/a b'],
    ['First sector (2048-131071, default 2048):', 'First sector', '2048'],
    ['*** acme.conf [default=N] ?', '*** acme.conf', 'N'],
    ['Go on? [y/N]', 'Go on?', 'N'],
    ['Go on? (yes/no)', 'Go on?', ''],
    ['Go on <yes>?', 'Go on', 'yes'],
  ])('%s', (prompt, text, shown) => {
    expect(withoutDefault(prompt)).toEqual({ text, shown });
  });

  it.each(['Name (first and last):', '[Unknown]:', 'Name:'])('leaves %s as it is', (prompt) => {
    expect(withoutDefault(prompt)).toEqual({ text: prompt });
  });
});
