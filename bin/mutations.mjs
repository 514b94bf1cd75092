/*
 * Breaks the scopes on purpose, one way after the other, in a copy of the project, and runs their tests there.
 *
 * bin/setup -- node bin/mutations.mjs [WORD...]
 *   Each break must make some test fail. With words only the breaks that have one of them in their name.
 * bin/setup -- node bin/mutations.mjs --each [WORD...]
 *   Each test of sudo, proxy and credentials must fail under some break. With words only the tests of files that have one of
 *   them in their path.
 *
 * Exit code 1 when a break, or a test, saw nothing.
 */
import { all } from './mutations/breaks/all.mjs';
import { eachTest } from './mutations/each-test.mjs';
import { copyOfProject } from './mutations/project.mjs';

/** Returns how many breaks no test has seen. */
async function eachBreak(project, words) {
  const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  project.build();
  if (project.testsFail([...new Set(chosen.flatMap(({ tests }) => tests))]))
    throw new Error('the tests fail where nothing is broken');
  let unseen = 0;
  for (const one of chosen) {
    const isSeen = await project.broken(one, () => project.testsFail(one.tests));
    if (!isSeen) unseen++;
    console.log(`${isSeen ? 'seen  ' : 'UNSEEN'}  ${one.name}`);
  }
  console.log(`${chosen.length} breaks, ${unseen} unseen`);
  return unseen;
}

const words = process.argv.slice(2);
const project = copyOfProject();
try {
  const unseen =
    words[0] === '--each' ? await eachTest(project, words.slice(1)) : await eachBreak(project, words);
  process.exitCode = unseen === 0 ? 0 : 1;
} finally {
  project[Symbol.dispose]();
}
