/* Of credentials as files and variables. */
const scopes = ['test/run/scope.test.ts'];
const credentials = ['test/run/scope-credentials.test.ts'];
const byNumber = ['test/scope/user-by-number.test.ts'];

/** @type {readonly import('../project.mjs').Break[]} */
export const ofCredentials = [
  {
    name: 'a credential is readable by everybody',
    tests: scopes,
    file: 'src/scope/credential-file.ts',
    text: 'chmod "$mode" "$value"',
    instead: 'chmod 0644 "$value"',
  },
  {
    name: 'what was at the place of a credential is lost',
    tests: scopes,
    file: 'src/scope/credential-file.ts',
    text: 'if isAway; then mv -- "$away" "$path"',
    instead: 'if isAway; then rm -f -- "$away"',
  },
  {
    name: 'credentials: nothing is at their place',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'ln -s "$value" "$path"\n',
    instead: '',
  },
  {
    name: 'credentials: the link stays',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'if [ -e "$ours/linked" ]; then rm -f -- "$path"; fi',
    instead: 'rm -f "$ours/linked"',
  },
  {
    name: 'credentials: the value stays in memory',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'forget\n[ ! -e "$ours" ] || fail "$ours is still there"',
    instead: ':',
  },
  {
    name: 'credentials: the owner does not count',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: 'chown "\\${owner:-$uid:$gid}" "$value"',
    instead: 'chown "$uid:$gid" "$value"',
  },
  {
    name: 'credentials: a variable is not set',
    tests: credentials,
    file: 'src/pipeline/scope-step.ts',
    text: 'env[each.variable] = secretValue(context, each.secret)',
    instead: 'void secretValue(context, each.secret)',
  },
  {
    name: 'credentials: two scopes with the same one have the same value',
    tests: credentials,
    file: 'src/script/build/credential-secrets.ts',
    text: 'one.name === other.name && isDeepStrictEqual',
    instead: 'one.name === other.name || isDeepStrictEqual',
  },
  {
    name: 'credentials: a file is given as text',
    tests: credentials,
    file: 'src/pipeline/scope-step.ts',
    text: 'secretOf(context, grant.secret).content',
    instead: 'Buffer.from(secretOf(context, grant.secret).text)',
  },
  {
    name: 'credentials: a password in a file is shown',
    tests: credentials,
    file: 'src/redact/forms.ts',
    text: '...valuesInside(value)]',
    instead: "...valuesInside('')]",
  },
  {
    name: 'credentials: a password in a file may stay',
    tests: credentials,
    file: 'src/audit/traces.ts',
    text: '...valuesInside(value).map',
    instead: "...valuesInside('').map",
  },
  {
    name: 'credentials: the folders that were made for them stay',
    tests: credentials,
    file: 'src/scope/credential-file.ts',
    text: '  [ -z "$each" ] || rmdir -- "$each" 2>/dev/null || :\n',
    instead: '  :\n',
  },
  {
    name: 'credentials: a folder that is made is not for its user',
    tests: byNumber,
    file: 'src/scope/credential-file.ts',
    text: 'mkdir -m 0700 -- "$each"; chown "$uid:$gid" "$each"',
    instead: 'mkdir -m 0700 -- "$each"',
  },
  {
    name: 'credentials: the times of the folder are not put back',
    tests: byNumber,
    file: 'src/scope/credential-file.ts',
    text: '= "$(cat "$ours/names")" ]; then touch -r "$ours/times" "$there"; fi',
    instead: '= "$(cat "$ours/names")" ]; then :; fi',
  },
  {
    name: 'credentials: one under another takes its place when it closes',
    tests: ['test/scope/credential-file.test.ts'],
    file: 'src/scope/credential-file.ts',
    text: 'if isUnderAnother; then',
    instead: 'if false; then',
  },
  {
    name: 'credentials: the home of a number is not looked up',
    tests: byNumber,
    file: 'src/scope/find-user.ts',
    text: 'entry=\\${entry#*:*:}; userHome=\\${entry%%:*}',
    instead: 'entry=\\${entry#*:*:}',
  },
  {
    name: 'credentials: what is missing in the image is not told',
    tests: ['test/scope/poor-images.test.ts'],
    file: 'src/scope/held.ts',
    text: 'command -v base64 >/dev/null ||',
    instead: 'true ||',
  },
  {
    name: 'credentials: a folder that cannot be written is found out too late',
    tests: ['test/scope/odd-places.test.ts'],
    file: 'src/scope/credential-file.ts',
    text: 'touch -r "$ours/times" "$there"\nnames >',
    instead: 'names >',
  },
];
