import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Secret, spawn } from '../../src/index.js';

const run = promisify(execFile);

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'unattend-real-'))));
afterEach(() => rm(directory, { recursive: true }));

const inDirectory = (name: string): string => join(directory, name);

it('ssh-keygen: a key behind a passphrase', async () => {
  const passphrase = 'correct horse battery';
  await using keygen = await spawn(['ssh-keygen', '-t', 'ed25519', '-f', 'id'], { cwd: directory });
  await keygen.dialogue([
    { expect: /Enter passphrase .*:/, answer: new Secret(passphrase, 'passphrase') },
    { expect: 'Enter same passphrase again:', answer: new Secret(passphrase, 'passphrase') },
    { expect: 'Your public key has been saved' },
  ]);
  await keygen.exit();
  const key = await run('ssh-keygen', ['-y', '-P', passphrase, '-f', inDirectory('id')]);
  expect(await readFile(inDirectory('id.pub'), 'utf8')).toContain(key.stdout.trim().split(' ')[1]);
  const withAnother = run('ssh-keygen', ['-y', '-P', 'wrong one', '-f', inDirectory('id')]);
  await expect(withAnother).rejects.toThrow('incorrect passphrase');
});

it('openssl req: an encrypted key and a request with these names', async () => {
  const passphrase = new Secret('certainly secret', 'pem');
  await using openssl = await spawn(
    ['openssl', 'req', '-newkey', 'rsa:2048', '-keyout', 'key.pem', '-out', 'req.pem'],
    { cwd: directory, timeoutMs: 60_000 },
  );
  await openssl.dialogue([
    { expect: 'Enter PEM pass phrase:', answer: passphrase },
    { expect: 'Verifying - Enter PEM pass phrase:', answer: passphrase },
    { expect: /Country Name .*:/, answer: 'DE' },
    { expect: /State or Province Name .*:/, answer: 'Bavaria' },
    { expect: /Locality Name .*:/, answer: '' },
    { expect: /Organization Name .*:/, answer: 'ACME' },
    { expect: /Organizational Unit Name .*:/, answer: '' },
    { expect: /Common Name .*:/, answer: 'build.acme.example' },
    { expect: /Email Address .*:/, answer: '' },
    { expect: /challenge password .*:/, answer: '' },
    { expect: /optional company name .*:/, answer: '' },
  ]);
  await openssl.exit();
  const { stdout } = await run('openssl', [
    'req',
    '-in',
    inDirectory('req.pem'),
    '-noout',
    '-subject',
    '-verify',
  ]);
  expect(stdout.trim()).toBe('subject=C = DE, ST = Bavaria, O = ACME, CN = build.acme.example');
  expect(await readFile(inDirectory('key.pem'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
});

it('tzselect: numbered menus in columns', async () => {
  await using tzselect = await spawn(['tzselect'], { cwd: directory });
  const number = async (label: string): Promise<void> => {
    const { match } = await tzselect.expect(new RegExp(String.raw`(\d+)\) ${label}[\s\S]*#\? `));
    await tzselect.answer(match[1] ?? '');
  };
  await number('Europe');
  await number('Germany');
  const { index, match } = await tzselect.expect([
    /(\d+)\) most of Germany[\s\S]*#\? /,
    /1\) Yes[\s\S]*#\? /,
  ]);
  await tzselect.answer(index === 0 ? (match[1] ?? '') : '1');
  if (index === 0) {
    await tzselect.expect(/1\) Yes[\s\S]*#\? /);
    await tzselect.answer('1');
  }
  await tzselect.exit();
  expect(tzselect.after).toContain('Europe/Berlin\n');
});

it('python3: a REPL, prompt by prompt', async () => {
  await using python = await spawn(['/usr/bin/python3', '-q'], { cwd: directory });
  await python.expect(/^>>> $/);
  await python.answer('total = 0');
  await python.expect(/^>>> $/);
  await python.answer('for n in range(10): total += n');
  await python.expect(/^\.\.\. $/);
  await python.answer('');
  await python.expect(/^>>> $/);
  await python.answer('print(total)');
  const { before } = await python.expect(/^>>> $/);
  expect(before.trim().split('\n').at(-1)).toBe('45');
  await python.answer('open("out.txt", "w").write(input("Name: "))');
  await python.expect('Name:');
  await python.answer('zoë');
  await python.expect(/^>>> $/);
  await python.press('ctrl-d');
  await python.exit();
  expect(await readFile(inDirectory('out.txt'), 'utf8')).toBe('zoë');
});

it('bc: no prompt at all', async () => {
  await using bc = await spawn(['bc', '-q']);
  for (const [sum, result] of [
    ['6*7', '42'],
    ['2^100', '1267650600228229401496703205376'],
  ] as const) {
    await bc.answer(sum);
    expect((await bc.expect(/^(\d+)\n/)).match[1]).toBe(result);
  }
  await bc.answer('quit');
  await bc.exit();
});
