/*
 * Whether each test of sudo, proxy and credentials would fail if a scope were a no-op or did not close.
 */
import { ofSudo } from './breaks/sudo.mjs';
import { noOp, notClosed } from './breaks/whole.mjs';
import { suites as all } from './suites.mjs';

/** What is refused before any scope opens, so that no scope can be missed. */
const refusedBefore = new Map([
  [
    'test/run/scope.test.ts: is refused on this machine before anything starts, and without a proxy in the environment',
    'a script that asks for what this machine does not give',
  ],
  ...['with a NUL', 'in another encoding than UTF-8'].map((how) => [
    `test/run/scope-credentials.test.ts: a secret that is no text is told as such, and not shown, where it was to be a variable: ${how}`,
    'a value that no variable can have, before its scope opens',
  ]),
]);

const named = (breaks, name) => breaks.find((each) => each.name === name);

/** The two breaks in question go over all tests; those that follow are for tests which are about something else. */
const breaks = [
  { one: noOp, isForAll: true },
  { one: notClosed, isForAll: true },
  { one: named(ofSudo, 'the program of the stand-in is not what its source makes'), isForAll: false },
];

/** Prints for each test under which breaks it fails; returns how many fail under none. With words only files that have one in their path. */
export async function eachTest(project, words) {
  const suites = all.flatMap((suite) =>
    narrowed(suite, (file) => words.length === 0 || words.some((word) => file.includes(word))),
  );
  project.build();
  const whole = await resultsOf(project, suites);
  const red = [...whole].filter(([, status]) => status !== 'passed').map(([test]) => test);
  if (red.length > 0) throw new Error(`the tests fail where nothing is broken:\n${red.join('\n')}`);
  const seenBy = new Map([...whole.keys()].map((test) => [test, []]));
  for (const { one, isForAll } of breaks) {
    const blind = [...seenBy].filter(([, names]) => names.length === 0).map(([test]) => test);
    const isBlind = (file) => blind.some((test) => test.startsWith(`${file}: `));
    const tried = suites.flatMap((suite) => narrowed(suite, (file) => isForAll || isBlind(file)));
    const found = await project.broken(one, () => resultsOf(project, tried));
    // What was passed over because the preparation of its suite failed has not passed either.
    const failed = [...found].filter(([, status]) => status !== 'passed').map(([test]) => test);
    for (const test of failed) seenBy.get(test)?.push(one.name);
    console.log(`${failed.length} of ${found.size} tests fail where ${one.name}`);
  }
  return tell(seenBy);
}

async function resultsOf(project, some) {
  const found = [];
  for (const suite of some) found.push(...(await project.results(suite)));
  const names = found.map(([test]) => test);
  const twice = names.filter((test, at) => names.indexOf(test) !== at);
  if (twice.length > 0) throw new Error(`two tests of a file have the same name:\n${twice.join('\n')}`);
  return new Map(found);
}

function narrowed({ files, named }, isWanted) {
  const some = files.filter(isWanted);
  return some.length === 0 ? [] : [{ files: some, named }];
}

function tell(seenBy) {
  let blind = 0;
  for (const [test, names] of seenBy) {
    const reason = refusedBefore.get(test);
    if (names.length > 0) console.log(`seen by  ${test}: ${names.join('; ')}`);
    else if (reason !== undefined) console.log(`refusal  ${test}: ${reason}`);
    else {
      blind++;
      console.log(`BLIND    ${test}`);
    }
  }
  const refusals = [...seenBy].filter(
    ([test, names]) => names.length === 0 && refusedBefore.has(test),
  ).length;
  const seen = seenBy.size - blind - refusals;
  console.log(
    `${seenBy.size} tests: ${seen} sensitive, ${refusals} of a refusal before any scope, ${blind} blind`,
  );
  return blind;
}
