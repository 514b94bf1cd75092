import { expect, test } from 'vitest';
import { valuesInside } from '../../src/redact/values-inside.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each<[string, string, readonly string[]]>([
  ['.netrc', 'machine acme\nlogin me\npassword s3cr3tpw\naccount acc0unt-1\n', ['s3cr3tpw', 'acc0unt-1']],
  [
    '.netrc on a line',
    'machine a login b password one-pass\ndefault login c password "two \\"x"',
    ['one-pass', String.raw`two \"x`, 'two "x'],
  ],
  [
    '.npmrc',
    '//npm.acme.example/:_authToken=npm_1234abcd\nalways-auth=true\nregistry=https://npm.acme.example/\n',
    ['npm_1234abcd'],
  ],
  [
    '.npmrc of a login',
    `_auth=${base64('me:s3cr3tpw')}\n//a/:_password=${base64('an0therpw')}\n//b/:username=me\n`,
    [base64('me:s3cr3tpw'), 's3cr3tpw', base64('an0therpw'), 'an0therpw'],
  ],
  ['.npmrc that names a variable', '//npm.acme.example/:_authToken=${NPM_TOKEN}\n', []],
  ['.yarnrc.yml', 'npmAuthToken: "yarn-t0ken"\nnpmAlwaysAuth: true\n', ['yarn-t0ken']],
  [
    '~/.aws/credentials',
    '[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = /Ab/cD+eF1234\n',
    ['/Ab/cD+eF1234'],
  ],
  [
    '.docker/config.json',
    `{"auths": {"r.example": {"auth": "${base64('me:s3cr3tpw')}"}}, "credsStore": "pass"}`,
    [base64('me:s3cr3tpw'), 's3cr3tpw'],
  ],
  [
    'JSON on a line',
    '{"user":"me","password":"a \\"b\\" c/d","apiKey":"k-12345678","token_type":"Bearer"}',
    [String.raw`a \"b\" c/d`, 'a "b" c/d', 'k-12345678'],
  ],
  [
    '.env',
    "export DB_PASSWORD='it''s' # old\nTOKEN=abc def # note\nDEBUG=1\n",
    ["it''s", "it's", 'abc def # note'],
  ],
  [
    'Azure',
    'DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5MTIzNA==;EndpointSuffix=x',
    ['a2V5MTIzNA==;EndpointSuffix=x', 'a2V5MTIzNA=='],
  ],
  [
    'curl',
    'header = "Authorization: Bearer abcdef123456"\nuser-agent = me\n',
    ['abcdef123456"', 'abcdef123456'],
  ],
  ['Basic', `Authorization: Basic ${base64('me:s3cr3tpw')}`, [base64('me:s3cr3tpw'), 's3cr3tpw']],
  [
    'pip.conf',
    '[global]\nindex-url = https://me:p%40ssw0rd@pip.acme.example/simple\n',
    ['p%40ssw0rd', 'p@ssw0rd'],
  ],
  [
    '.git-credentials',
    'https://ghp_0123456789abcdef:x-oauth-basic@github.com\nhttps://x:t0k@github.com\n',
    ['ghp_0123456789abcdef', 't0k'],
  ],
  ['addresses without a secret', 'ssh://git@github.com/a\nhttps://me@host/\nhttps://host/a@b\n', []],
  ['.pgpass', 'db.example:5432:*:me:pg\\:pass\n# host:1:a:b:c\n', [String.raw`pg\:pass`, 'pg:pass']],
  [
    'Maven',
    '<server><username>me</username><password>a&amp;b-s3cret</password></server>',
    ['a&amp;b-s3cret', 'a&b-s3cret'],
  ],
  ['NuGet', '<add key="ClearTextPassword" value="nuget-pw" />', ['nuget-pw']],
  [
    'YAML',
    'token: yaml-t0ken # note\nkeys: [a]\nprivate_key: |\n  -----BEGIN\npin: "1234"\nauth: basic\n',
    ['yaml-t0ken # note', 'yaml-t0ken'],
  ],
  [
    'places of keys',
    'ssl_key=/etc/ssl/private/acme.pem\nidentity_key = ~/.ssh/id\npublic_key: abcdefgh\n',
    [],
  ],
  ['a key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----\n', []],
  [
    'signs that begin references',
    'PASSWORD=$ecret-1\nTOKEN=$TOKEN\npwd={x1y2z3}\n',
    ['$ecret-1', '{x1y2z3}'],
  ],
  ['names that say little', 'key: name\nsort-key: asc\nkey: 0123-4567\n', ['0123-4567']],
  ['a password', 'correct horse "battery" & staple', []],
  ['words', 'the password is: tiger', []],
])('%s', (_, text, values) => {
  expect(valuesInside(text)).toEqual(values);
});

/** One that looks back at each place would not end within the time a test has. */
test.each(['\n', ' \n', 'Ab1/', 'a:', 'token=', '<a>', '://a:', '"'])(
  'a value behind a long text of %j is found',
  (piece) => {
    const text = `${piece.repeat(200_000 / piece.length)}\npassword=s3cret-at-the-end\n`;
    expect(valuesInside(text)).toContain('s3cret-at-the-end');
  },
);
