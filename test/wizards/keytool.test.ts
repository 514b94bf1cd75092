import { setTimeout as delay } from 'node:timers/promises';
import { it } from 'vitest';
import { expectReplays } from '../support/wizard.js';

it('keytool: six questions whose defaults stand on a line of their own, and one that may begin them again', async () => {
  await expectReplays(
    {
      command: ['keytool', '-genkeypair', '-keyalg', 'RSA', '-alias', 'acme', '-keystore', '/root/acme.p12'],
      async person(person) {
        // Java switches echo off some time behind the prompt.
        await person.on('Enter keystore password:', '');
        await delay(1500);
        await person.type('Xq7-zv-store\r');
        await person.on('Re-enter new password:', 'Xq7-zv-store\r');
        await person.on('first and last name?', 'Ann Ax\r');
        await person.on('organizational unit?', 'Tools\r');
        await person.on('name of your organization?', 'ACME\r');
        await person.on('City or Locality?', 'Bern\r');
        await person.on('State or Province?', '\r');
        await person.on('two-letter country code', 'CH\r');
        await person.on('correct?', 'yes\r');
      },
      secrets: { 'keystore-password': 'Xq7-zv-store' },
      check: {
        run: 'keytool -list -v -keystore /root/acme.p12 -storepass Xq7-zv-store | grep Owner',
        prints: 'Owner: CN=Ann Ax, OU=Tools, O=ACME, L=Bern, ST=Unknown, C=CH\n',
      },
    },
    `unattend: 1
name: keytool
base: unattend-dev/wizards:bookworm

secrets:
  keystore-password: { env: KEYSTORE_PASSWORD }

deploy:
  - spawn: keytool -genkeypair -keyalg RSA -alias acme -keystore /root/acme.p12
    size: 100x30
    dialogue:
      - expect: "Enter keystore password:"
        answer: { secret: keystore-password }
      - expect: "Re-enter new password:"
        answer: { secret: keystore-password }
      # varies: default in brackets ([Unknown])
      - expect: /What is your first and last name\\?\\s+\\[[^\\]]*\\]:/
        answer: Ann Ax
      # varies: default in brackets ([Unknown])
      - expect: /What is the name of your organizational unit\\?\\s+\\[[^\\]]*\\]:/
        answer: Tools
      # varies: default in brackets ([Unknown])
      - expect: /What is the name of your organization\\?\\s+\\[[^\\]]*\\]:/
        answer: ACME
      # varies: default in brackets ([Unknown])
      - expect: /What is the name of your City or Locality\\?\\s+\\[[^\\]]*\\]:/
        answer: Bern
      # varies: default in brackets ([Unknown])
      # the default is accepted: Unknown
      - expect: /What is the name of your State or Province\\?\\s+\\[[^\\]]*\\]:/
        answer: ''
      # varies: default in brackets ([Unknown])
      - expect: /What is the two-letter country code for this unit\\?\\s+\\[[^\\]]*\\]:/
        answer: CH
      # varies: answer given before, default in brackets ([no])
      - expect: /Is CN=.+?, OU=.+?, O=.+?, L=.+?, ST=Unknown, C=CH correct\\?\\s+\\[[^\\]]*\\]:/
        answer: yes
    exit: 0
`,
  );
}, 300_000);
