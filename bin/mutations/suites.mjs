/*
 * Which tests are asked whether they would fail if a scope were a no-op or did not close. That no test that has a scope is
 * missing here is a test (test/architecture/scoped-tests.test.ts).
 */

const filesOf = (folder, names) => names.map((name) => `test/${folder}/${name}.test.ts`);

/**
 * Files of which all tests need a scope, and files of which those do that have a pattern in their names. Those of one entry
 * are run together.
 * @type {readonly { files: readonly string[], named?: string }[]}
 */
export const suites = [
  {
    files: [
      ...filesOf('scope', [
        ...['as-root', 'credential-file', 'full-disk', 'functions', 'nested', 'noexec', 'odd-places'],
        ...[
          'poor-images',
          'sudo',
          'sudo-path',
          'sudo-refused',
          'sudo-signals',
          'sudo-stub',
          'user-by-number',
        ],
      ]),
      ...filesOf('run', [
        ...['scope', 'scope-credentials', 'scope-ends', 'scope-full-disk', 'scope-killed', 'scope-left'],
        ...['scope-proxy', 'scope-services', 'scope-source'],
      ]),
    ],
  },
  { files: filesOf('library', ['scopes']) },
  { files: filesOf('run', ['engine-restarts']), named: 'all that is still open is named' },
  { files: filesOf('run', ['podman']) },
  { files: filesOf('run', ['isolated']) },
  { files: filesOf('canary', ['roads']) },
  { files: filesOf('scope', ['proxy-from-env']), named: 'programs inside find the proxy' },
  { files: filesOf('run', ['stopped']), named: 'stopped inside its scopes' },
  { files: filesOf('run', ['keep']), named: 'scope' },
  { files: filesOf('run', ['gc']), named: 'power cut|when only we die' },
  { files: filesOf('run', ['secrets']), named: "a proxy's password" },
  { files: filesOf('run', ['audit']), named: 'of a proxy|an honest install' },
  { files: filesOf('run', ['faulty-engine']), named: 'opens a scope' },
];

/** Tests that have a scope and are not asked, with the reason: a file, or a file, `: ` and the name of a test as it is written. */
export const others = new Map([
  ['test/script/use.test.ts', 'the words of a script, which is not run'],
  ['test/script/credential-secrets.test.ts', 'the words of a script, which is not run'],
  ['test/script/scope-grants.test.ts', 'the words of a script, which is not run'],
  ['test/recording/generate/around.test.ts', 'a script that is written, not run'],
  ['test/record/sudo.test.ts', 'a script that is written, not run'],
  ['test/architecture/scoped-tests.test.ts', 'lines that are looked through, not run'],
  ['test/pipeline/verify.test.ts', 'sizes of terminals, where steps stand in a scope'],
  ['test/run/scope-place.test.ts', 'who and where steps are run: nothing is held'],
  [
    'test/run/engine-restarts.test.ts: an engine that $how while scopes are open, and is started again a container of the run’s own is gone',
    'the container goes with all that it holds; what a scope has left shows in one that stays',
  ],
  ['test/scope/proxy-address.test.ts', 'what is read before any scope opens'],
  [
    'test/scope/proxy-from-env.test.ts: the proxy of an environment %s',
    'what is read before any scope opens',
  ],
  ...[
    '%s has ended in time',
    'a program that was held up by it has the rest of its time',
    'a dialogue whose prompt came meanwhile is answered in its time',
  ].map((name) => [
    `test/run/stopped.test.ts: what ends while a run is stopped, and long before its time is up ${name}`,
    'time limits; its session has no scope',
  ]),
]);
