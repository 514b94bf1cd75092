/* Of what is found again after both ends of a scope have died. */
/** @type {readonly import('../project.mjs').Break[]} */
export const ofPowerCuts = [
  {
    name: 'power cut: nothing is noted',
    file: 'src/scope/held.ts',
    text: 'journal?.note(undoing);',
    instead: '',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: what was at the place of a credential stays away',
    file: 'src/scope/credential-file.ts',
    text: 'waits as $away"; fi\n    mv -- "$away" "$path"',
    instead: 'waits as $away"; fi',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: the stand-in stays',
    file: 'src/scope/stand-in/stand-in.ts',
    text: 'if [ ! -d "$ours" ] || {',
    instead: 'if {',
    tests: ['test/run/gc.test.ts'],
  },
  {
    name: 'power cut: a number is taken for a process',
    file: 'src/pipeline/process-identity.ts',
    text: 'startTicksOf(pid) === startTicks',
    instead: 'startTicksOf(pid) !== undefined',
    tests: ['test/pipeline/process-identity.test.ts'],
  },
];
