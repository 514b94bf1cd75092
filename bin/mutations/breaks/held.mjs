/* Of scopes of every kind: how they are opened, held and closed. */
const left = ['test/run/scope-left.test.ts'];
const ends = ['test/run/scope-ends.test.ts'];
const killed = ['test/run/scope-killed.test.ts'];
const credentials = ['test/run/scope-credentials.test.ts'];
const sudo = ['test/scope/sudo.test.ts'];

/** @type {readonly import('../project.mjs').Break[]} */
export const ofHolding = [
  {
    name: 'nothing is opened',
    tests: sudo,
    file: 'src/scope/held.ts',
    text: 'if said=$(printf \'%s\' "$input" | base64 -d | /bin/sh -euc "$open" sh "$@" 2>&1); then',
    instead: 'if true; then',
  },
  {
    name: 'nothing is closed',
    tests: sudo,
    file: 'src/scope/held.ts',
    text: 'if said=$(/bin/sh -euc "$close" sh "$@" </dev/null 2>&1); then',
    instead: 'if said=; then',
  },
  {
    name: 'a failure to close is not told',
    tests: left,
    file: 'src/scope/held.ts',
    text: "if (closed.startsWith('closed '))",
    instead: "if (closed !== '')",
  },
  {
    name: 'a failure to close does not fail a run that went well',
    tests: left,
    file: 'src/pipeline/scope-step.ts',
    text: '      await each[Symbol.asyncDispose]();\n    } catch (error) {\n      failures.push(error);',
    instead:
      '      await each[Symbol.asyncDispose]();\n    } catch (error) {\n      if (failures.length > 0) failures.push(error);',
  },
  {
    name: 'what is opened first is closed first',
    tests: ends,
    file: 'src/pipeline/scope-step.ts',
    text: 'of open.toReversed()',
    instead: 'of open',
  },
  {
    name: 'nothing is closed after a failure',
    tests: ends,
    file: 'src/pipeline/scope-step.ts',
    text: '  for (const each of open.toReversed()) {',
    instead: '  for (const each of failures.length > 0 ? [] : open.toReversed()) {',
  },
  {
    name: 'all that a killed run held is closed at once',
    tests: killed,
    file: 'src/scope/held.ts',
    text: 'IFS= read -r _ || later',
    instead: 'IFS= read -r _ || :',
  },
  {
    name: 'what the environment of a scope holds stays',
    tests: credentials,
    file: 'src/pipeline/scope-step.ts',
    text: 'await work({ ...context, workplace });',
    instead: 'await work(Object.assign(context, { workplace }));',
  },
];
