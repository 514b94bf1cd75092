import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../support/sandbox.js';
import { dialogueOf, throughARecording } from '../support/through.js';

describe('real programs', () => {
  it('ssh-keygen with a passphrase', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `rm -f key key.pub; ssh-keygen -t ed25519 -C x && ssh-keygen -y -P pw-1234 -f key > /dev/null && echo opened > $TOLD`,
      does: [
        { sees: 'Enter file in which', keys: ['key', '<enter>'] },
        { sees: 'Enter passphrase', keys: ['pw-1234', '<enter>'], secret: 'passphrase' },
        { sees: 'Enter same', keys: ['pw-1234', '<enter>'], secret: 'passphrase' },
      ],
      secrets: { PASSPHRASE: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: Enter file in which to save the key
        answer: key
      - expect: "Enter passphrase (empty for no passphrase):"
        answer: { secret: passphrase }
      - expect: "Enter same passphrase again:"
        answer: { secret: passphrase }
`);
    expect(toldAgain).toBe(told);
  });

  it('openssl req with a passphrase', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `rm -f k.pem c.pem; openssl req -x509 -newkey rsa:2048 -keyout k.pem -out c.pem && openssl x509 -in c.pem -noout -subject > $TOLD`,
      does: [
        { sees: 'Enter PEM pass phrase', keys: ['pw-1234', '<enter>'], secret: 'pem' },
        { sees: 'Verifying', keys: ['pw-1234', '<enter>'], secret: 'pem' },
        { sees: 'Country Name', keys: ['CH', '<enter>'] },
        { sees: 'State or', keys: ['Bern', '<enter>'] },
        { sees: 'Locality', keys: ['Bern', '<enter>'] },
        { sees: 'Organization Name', keys: ['ACME', '<enter>'] },
        { sees: 'Organizational', keys: ['<enter>'] },
        { sees: 'Common Name', keys: ['www.acme.example', '<enter>'] },
        { sees: 'Email', keys: ['<enter>'] },
      ],
      secrets: { PEM: 'pw-1234' },
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: "Enter PEM pass phrase:"
        answer: { secret: pem }
      - expect: "Verifying - Enter PEM pass phrase:"
        answer: { secret: pem }
      - expect: Country Name (2 letter code)
        answer: CH
      - expect: State or Province Name (full name)
        answer: Bern
      - expect: Locality Name (eg, city)
        answer: Bern
      - expect: Organization Name (eg, company)
        answer: ACME
      # Enter alone
      - expect: Organizational Unit Name (eg, section)
        answer: ''
      - expect: Common Name (e.g. server FQDN or YOUR name)
        answer: \${{ params.common-name }}
      # Enter alone
      - expect: Email Address
        answer: ''
`);
    expect(toldAgain).toBe(told);
  });

  it('tzselect', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `tzselect > $TOLD.new && mv $TOLD.new $TOLD`,
      does: [
        { sees: 'continent', keys: ['8', '<backspace>', '7', '<enter>'] },
        { sees: 'country', keys: ['46', '<enter>'] },
        { sees: 'Is the above', keys: ['1', '<enter>'] },
      ],
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: { after: 'Please select a continent, ocean, "coord", or "TZ".', text: "#?" }
        select: Europe
      - expect: { after: Please select a country whose clocks agree with yours., text: "#?" }
        select: Switzerland
      - expect: { after: Is the above information OK?, text: "#?" }
        select: Yes
`);
    expect(toldAgain).toBe(told);
  });

  it('git add -p', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `rm -rf r; git init -q r; cd r; git config user.email a@b.c; git config user.name a
seq 60 > f; git add f; git commit -qm one; sed -i -e 's/^5$/five/' -e 's/^50$/fifty/' f
git add -p && git diff --cached | grep '^[+-]' > $TOLD`,
      does: [
        { sees: '(1/2)', keys: ['n', '<enter>'] },
        { sees: '(2/2)', keys: ['y', '<enter>'] },
      ],
    });
    expect(dialogueOf(script)).toBe(`    dialogue:
      - expect: Stage this hunk
        answer: n
      - expect: Stage this hunk
        answer: y
`);
    expect(toldAgain).toBe(told);
  });

  it('makeself with a licence behind a pager', async () => {
    await using box = await openSandbox();
    const { script, told, toldAgain } = await throughARecording(box, {
      script: `if [ ! -f acme.run ]; then mkdir payload; seq -f 'Line %g of the licence' 60 > licence
printf '#!/bin/sh\\nread -p "Name: " n; echo "$n" > %s\\n' $TOLD > payload/go; chmod +x payload/go
makeself --license licence payload acme.run ACME ./go > /dev/null; fi
PAGER=more ./acme.run`,
      does: [
        { sees: '--More--', keys: [' '] },
        { sees: '(END)', keys: ['q'] },
        { sees: 'accept', keys: ['y', '<enter>'] },
        { sees: 'Name:', keys: ['Alice', '<enter>'] },
      ],
    });
    expect(dialogueOf(script)).toBe(`    always:
      - expect: --More--
        press: space
      - expect: { screen: (END), row: -1 }
        press: q
    dialogue:
      - expect: "Please type y to accept, n otherwise:"
        answer: y
      - expect: "Name:"
        answer: Alice
`);
    expect(toldAgain).toBe(told);
  });
});
