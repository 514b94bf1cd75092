import { describe, expect, it } from 'vitest';
import { savedImage, ship } from './support.js';

describe('tzdata', () => {
  it("is configured in debconf's readline frontend, and in no other", async () => {
    await using shipped = await ship('tzdata.yaml', [], {});
    expect(shipped.summary).toMatchObject({ ok: true, image: { layersOverBase: 1 } });
    expect(await shipped.shell('readlink /etc/localtime; cat /etc/timezone; date +%Z -d 2026-01-01')).toBe(
      '/usr/share/zoneinfo/Europe/Zurich\nEurope/Zurich\nCET\n',
    );
    expect(shipped.cast).toContain('Geographic area:');
    expect(shipped.cast).not.toMatch(/falling back|unable to initialize/);
    const { lastLayer } = await savedImage(shipped.tag);
    expect(lastLayer).toContain('etc/timezone');
    expect(lastLayer.filter((path) => /unattend|^dev\//.test(path))).toEqual([]);
  });

  it('takes another zone as a parameter', async () => {
    await using shipped = await ship('tzdata.yaml', ['area=America', '--city', 'New_York'], {});
    expect(await shipped.shell('cat /etc/timezone')).toBe('America/New_York\n');
  });
}, 120_000);

describe('private-ca', () => {
  it('makes a key only the passphrase opens and a certificate with the answers, and tells the passphrase to nobody', async () => {
    const passphrase = 'correct-horse-battery';
    await using shipped = await ship('private-ca.yaml', ["organization=O'Neil & $(id) Sons"], {
      CA_PASSPHRASE: passphrase,
    });
    expect(shipped.summary).toMatchObject({ ok: true, image: { layersOverBase: 1 } });
    const env = { PASS: passphrase, WRONG: 'tr0ub4dor' };
    expect(
      await shipped.shell('openssl rsa -in /etc/private-ca/ca.key -passin env:PASS -noout -check', env),
    ).toBe('RSA key ok\n');
    expect(
      await shipped.shell(
        'openssl rsa -in /etc/private-ca/ca.key -passin env:WRONG -noout 2>/dev/null || echo refused',
        env,
      ),
    ).toBe('refused\n');
    expect(
      await shipped.shell(
        'openssl x509 -in /etc/private-ca/ca.crt -noout -subject -nameopt utf8,sep_multiline',
      ),
    ).toContain("O=O'Neil & $(id) Sons\n");
    const { text } = await savedImage(shipped.tag);
    for (const written of [text, shipped.cast, JSON.stringify(shipped.summary)])
      expect(written).not.toContain(passphrase);
  });
}, 120_000);
