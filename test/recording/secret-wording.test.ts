import { describe, expect, it } from 'vitest';
import { type TypedText, verdictOn } from '../../src/recording/record/classify.js';
import { nameFromPrompt } from '../../src/recording/name-from-prompt.js';
import { isSecretByWording, isSecretDefault } from '../../src/recording/secret-wording.js';

describe('an answer that was shown', () => {
  it.each([
    ['Password: ', 'hunter22x'],
    ['Encryption key: ', 'k3y-9f8a7d'],
    ['? Deploy key: ', 'KEYKEY99'],
    ['Recovery phrase: ', 'horse battery staple correct'],
    ['License: ', 'AAAA-BBBB-CCCC-DDDD'],
    ['OTP: ', '883211'],
    ['Enter 6-digit code: ', '483920'],
    ['Enter the PIN code? ', '8832'],
    ['What is the database password? ', 'hunter22x'],
    ['Passwort: ', 'geheim99'],
    ['Datenbankpasswort: ', 'geheim99'],
    ['Kennwort eingeben: ', 'geheim99'],
    ['Mot de passe : ', 'secret99'],
    ['Contraseña: ', 'secreto99'],
    ['Password for file store: ', 'hunter22x'],
    ['Password expiration warning off. New password: ', 'hunter22x'],
    ['Proxy: ', 'http://alice:S3cretPw@proxy.corp:3128'],
    ['Database URL: ', 'postgres://app:pw@db/app'],
    ['Feed: ', 'https://repo.corp/deb?token=tok_123456'],
    ['Password length 8-16 characters: ', 'Tr0ub4dor9'],
    ['New password history: ', 'Tr0ub4dor9'],
    ['Admin password change: ', 'Tr0ub4dor9'],
    ['Enter the database password type: ', 'Tr0ub4dor9'],
    ['Password policy: ', 'Tr0ub4dor9'],
    ['Password age 90 days, the new password: ', 'horse'],
    ['Token type: ', 'bearer'],
    ['PIN length: ', '483920'],
  ])('at %j is a secret: %j', (prompt, answer) => {
    expect(isSecretByWording(prompt, answer)).toBe(true);
  });

  it.each([
    ['Change the password? [y/n] ', 'y'],
    ['Change the password? ', 'yes'],
    ['Do you want to set a password now? ', 'later'],
    ['Which token store? ', 'keyring'],
    ['Password strength (1-3): ', '2'],
    ['Enter file in which to save the key (/root/.ssh/id_rsa): ', 'id_acme'],
    ['Private key: ', '/etc/ssl/acme.key'],
    ['Do you accept the license? ', 'accept'],
    ['License: ', 'GPL-3.0-or-later'],
    ['Maximum Password Age [99999]: ', '180'],
    ['Maximum Password Age [99999]: Maximum Password Age', '180'],
    ['Password Inactive (-1: never) [-1]: ', '-1'],
    ['Password expiration warning (days): ', '14'],
    ['Password Expires (YYYY-MM-DD) ', '2027-01-31'],
    ['Password policy: ', 'strict'],
    ['Password algorithm? ', 'sha512'],
    ['Menu key: ', 'abc'],
    ['Client ID: ', 'abc'],
    ['Repository: ', 'ssh://git@build7/acme.git'],
    ['Proxy: ', 'http://proxy.corp:3128'],
  ])('at %j is none: %j', (prompt, answer) => {
    expect(isSecretByWording(prompt, answer)).toBe(false);
  });
});

it.each([
  ['Change the password? [Y/n] ', 'Y', false],
  ['Maximum Password Age [99999]: ', '99999', false],
  ['Last Password Change (YYYY-MM-DD) ', '2026-11-29', true],
  ['Password length 8-16 characters [S3cret-1]: ', 'S3cret-1', true],
  ['Password: ', 'S3cret-1', true],
  ['Proxy: ', 'http://alice:S3cretPw@proxy.corp:3128', true],
])('the default at %j, %j, is a secret: %j', (prompt, shown, isSecret) => {
  expect(isSecretDefault(prompt, shown)).toBe(isSecret);
});

it('asked for again, a secret has the name it had', () => {
  const prompts = [
    'New password: ',
    'Re-enter new password: ',
    'Retype new password: ',
    'New password again: ',
  ];
  expect(prompts.map((prompt) => nameFromPrompt(prompt, 'secret'))).toEqual(prompts.map(() => 'password'));
});

describe('what the recorder makes of an answer', () => {
  const typed: TypedText = { text: '', question: '', key: 'enter', echo: 'on', shown: 'plain', written: '' };
  const hidden = { echo: 'off', shown: 'hidden' } as const;
  it.each<[string, Partial<TypedText>, string]>([
    [
      'credentials in an address',
      { text: 'http://u:p4ssw0rd@proxy:3128', question: 'Proxy URL: ' },
      'visible-secret',
    ],
    ['a hidden choice', { text: 'y', question: 'Continue? [y/n] ', ...hidden }, 'plain'],
    ['a short hidden password', { text: 'y', question: 'Password: ', ...hidden }, 'secret'],
    ['a masked digit', { text: '7', question: 'Code: ', echo: 'off', shown: 'masked' }, 'secret'],
    ['a hidden letter given up', { text: 'y', question: 'Code: ', key: 'ctrl-c', ...hidden }, 'given-up'],
  ])('%s', (_, more, verdict) => {
    expect(verdictOn({ ...typed, ...more })).toBe(verdict);
  });
});
