/* Of sudo, the real one and the stand-in. */
const sudo = ['test/scope/sudo.test.ts'];
const byNumber = ['test/scope/user-by-number.test.ts'];
const left = ['test/run/scope-left.test.ts'];

/** @type {readonly import('../project.mjs').Break[]} */
export const ofSudo = [
  {
    name: 'sudo allows everything',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: '"#$uid" "$commands"',
    instead: '"#$uid" ALL',
  },
  {
    name: 'the stand-in allows everything',
    tests: sudo,
    file: 'src/scope/stand-in/script.ts',
    text: 'sd_listed=$(sd_may "$sd_named") || sd_refused "$@"',
    instead: 'sd_listed=$sd_named',
  },
  {
    name: 'what sudo keeps of a typed password stays',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: 'keepingTimes /run rm -rf "$stamps"',
    instead: ':',
  },
  {
    name: 'sudo drops the proxy',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: ', env_keep += ',
    instead: ', env_delete += ',
  },
  {
    name: 'the stand-in is not setuid',
    tests: sudo,
    file: 'src/scope/stand-in/stand-in.ts',
    text: 'chmod 4755 "$coming"',
    instead: 'chmod 0755 "$coming"',
  },
  {
    name: 'the stand-in stays',
    tests: sudo,
    file: 'src/scope/stand-in/stand-in.ts',
    text: '    if isOurs; then rm -f "$place"; fi',
    instead: '    :',
    also: [
      {
        file: 'src/scope/stand-in/stand-in.ts',
        text: '  ! isOurs || fail "$place is still there"',
        instead: '  :',
      },
    ],
  },
  {
    name: 'the times of a folder are not put back',
    tests: sudo,
    file: 'src/scope/kept-times.ts',
    text: '  touch -r "$times" "$changing"',
    instead: '  :',
  },
  {
    name: 'the stand-in gives on the whole environment',
    tests: sudo,
    file: 'src/scope/stand-in/environment.ts',
    text: '*) unset "$sd_name" ;; esac\n  fi',
    instead: '*) ;; esac\n  fi',
  },
  {
    name: 'sudo takes no settings of variables',
    tests: sudo,
    file: 'src/scope/real-sudo.ts',
    text: 'NOPASSWD:SETENV:',
    instead: 'NOPASSWD:',
  },
  {
    name: 'the rule stays',
    tests: byNumber,
    file: 'src/scope/real-sudo.ts',
    text: 'if [ -e "$file" ]; then keepingTimes "$folder" rm -f "$file"; fi\n[ ! -e "$file" ] || fail "$file is still there"\n',
    instead: '',
    also: [
      {
        file: 'src/scope/real-sudo.ts',
        text: '! mayRun "$probe" || fail "sudo -n still allows $each"',
        instead: ':',
      },
    ],
  },
  {
    name: 'what sudo allows in spite of the closing is not looked for',
    tests: left,
    file: 'src/scope/real-sudo.ts',
    text: '! mayRun "$probe" || fail "sudo -n still allows $each"',
    instead: ':',
  },
  {
    name: 'what the stand-in allows when one of several is closed is not looked for',
    tests: sudo,
    file: 'src/scope/stand-in/stand-in.ts',
    text: '  mustBeRefused "$@"\n',
    instead: '  :\n',
  },
  {
    name: 'the stand-in is not found where PATH does not lead to it',
    tests: ['test/scope/sudo-path.test.ts'],
    file: 'src/scope/sudo.ts',
    text: 'return isFound ? held : ',
    instead: "return isFound || what !== '' ? held : ",
  },
  {
    name: 'sudo is not tried when it opens',
    tests: byNumber,
    file: 'src/scope/sudo.ts',
    text: 'if (tried.exitCode === 0) {',
    instead: 'if (tried.exitCode < 256) {',
  },
  {
    name: 'the stand-in drops the proxy',
    tests: sudo,
    file: 'src/scope/stand-in/environment.ts',
    text: '  ...proxyVariables,\n',
    instead: "  ...proxyVariables.filter((each) => each === ''),\n",
  },
  {
    name: 'the program of the stand-in is not what its source makes',
    tests: ['test/scope/as-root.test.ts'],
    file: 'src/scope/stand-in/as-root.ts',
    text: 'c3RhbmQtaW4A',
    instead: 'c3RhbmQtaX4A',
  },
  {
    name: 'root has no rule',
    tests: ['test/scope/sudo-refused.test.ts'],
    file: 'src/scope/real-sudo.ts',
    text: '[ -d "$folder" ] || exit 0\ncommands=',
    instead: '[ "$uid" != 0 ] || exit 0\ncommands=',
  },
  {
    name: 'a refusal of visudo is not minded',
    tests: ['test/scope/sudo-refused.test.ts'],
    file: 'src/scope/real-sudo.ts',
    text: '|| fail "visudo refuses the rule\\${said:+: }$said"',
    instead: '|| :',
  },
];
