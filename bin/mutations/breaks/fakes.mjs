/* Of stubs, of services that are off, and of shell files. */
const scopes = ['test/run/scope.test.ts'];
const services = ['test/run/scope-services.test.ts'];
const source = ['test/run/scope-source.test.ts'];
const functions = ['test/scope/functions.test.ts'];

/** @type {readonly import('../project.mjs').Break[]} */
export const ofFakes = [
  {
    name: 'a later scope does not go before an earlier one',
    tests: scopes,
    file: 'src/scope/first-in-path.ts',
    text: '$(expr "\\${last:-0}" + 1)',
    instead: '$(expr 99 - "\\${last:-0}")',
  },
  {
    name: 'package scripts may start services',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: 'exit 101\\\\n\' "$calls"',
    instead: 'exit 0\\\\n\' "$calls"',
  },
  {
    name: 'service starts services',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: '*start|stop|*reload*',
    instead: 'stop|*reload*',
  },
  {
    name: 'the policy stays',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: 'if isOurs; then keepingTimes /usr/sbin take; fi\n! isOurs',
    instead: 'true',
  },
  {
    name: 'what a shell file takes away stays',
    tests: source,
    file: 'src/pipeline/scoped-workplace.ts',
    text: 'argv: without(unset, spec.argv)',
    instead: 'argv: without(unset.slice(unset.length), spec.argv)',
  },
  {
    name: 'what a shell file returns does not count',
    tests: source,
    file: 'src/scope/source.ts',
    text: "if (status !== '0') throw",
    instead: "if (status === '') throw",
  },
  {
    name: 'stubs are not first for sudo',
    tests: scopes,
    file: 'src/scope/first-in-path.ts',
    text: 'keepingTimes "$rules" cp -p "$ours.rule" "$rules/zz-unattend-stubs-$name"',
    instead: ':',
  },
  {
    name: 'stubs are not first for the stand-in',
    tests: functions,
    file: 'src/scope/stand-in/script.ts',
    text: '|| sd_paths=$(cat "$sd_each"); done',
    instead: '|| :; done',
  },
  {
    name: 'stubs are not first for a login shell',
    tests: scopes,
    file: 'src/scope/first-in-path.ts',
    text: 'keepingTimes "$profiles" cp -p "$ours.sh" "$profiles/zz-unattend-path-$name.sh"',
    instead: ':',
  },
  {
    name: 'stubs are not first where the programs of a scope look',
    tests: scopes,
    file: 'src/pipeline/scope-step.ts',
    text: 'folders.unshift(stubs.folder);',
    instead: '',
  },
  {
    name: 'stubs stay',
    tests: functions,
    file: 'src/scope/first-in-path.ts',
    text: 'rm -rf "$ours" "$calls" "$ours.rule" "$ours.sh" "$times" "$all"/*-"$id.path"',
    instead: ':',
  },
  {
    name: 'what puts stubs first for sudo and login shells stays',
    tests: scopes,
    file: 'src/scope/first-in-path.ts',
    text: '[ ! -e "$each" ] || keepingTimes "\\${each%/*}" rm -f "$each"\n    [ ! -e "$each" ] || fail "$each is still there"',
    instead: ':',
  },
  {
    name: 'calls of stubs are not told',
    tests: functions,
    file: 'src/scope/first-in-path.ts',
    text: 'if [ -e "$calls" ]; then cat "$calls"; fi',
    instead: '',
  },
  {
    name: 'a policy of ours is asked',
    tests: services,
    file: 'src/scope/services-off.ts',
    text: 'isOff() { isOthers || isOffByItself; }',
    instead: 'isOff() { isOffByItself; }',
  },
  {
    name: 'a refusal of visudo of a path is not minded',
    tests: ['test/scope/sudo-refused.test.ts'],
    file: 'src/scope/first-in-path.ts',
    text: '|| fail "visudo refuses the path\\${said:+: }$said"',
    instead: '|| :',
  },
];
