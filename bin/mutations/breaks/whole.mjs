/* Of all scopes at once. */

/** @type {import('../project.mjs').Break} */
export const noOp = {
  name: 'the scope is a no-op',
  tests: [],
  file: 'src/scope/held.ts',
  text: '  const { what, open, close, args, input = new Uint8Array() } = spec;\n',
  instead: `  const { what, open, close, args, input = new Uint8Array() } = spec;
  if (what !== '') return { said: () => '', [Symbol.asyncDispose]: () => Promise.resolve() };
`,
  also: [
    {
      file: 'src/scope/sudo.ts',
      text: '  const held = await hold(container, { what, ...spec });\n',
      instead: "  const held = await hold(container, { what, ...spec });\n  if (what !== '') return held;\n",
    },
    {
      file: 'src/scope/proxy.ts',
      text: 'return { given: { env },',
      instead: 'return { given: { env: Object.keys(env).length > 99 ? env : {} },',
    },
    {
      file: 'src/pipeline/scope-step.ts',
      text: 'env[each.variable] = secretValue(context, each.secret)',
      instead: 'void secretValue(context, each.secret)',
    },
    {
      file: 'src/pipeline/scope-step.ts',
      text: 'if (grants.source === undefined) return inside;',
      instead: "if (grants.source !== '') return inside;",
    },
    {
      file: 'src/scope/source.ts',
      text: 'return { given: { env }, ',
      instead: 'return { given: { env: Object.keys(env).length > 99 ? env : {} }, ',
    },
  ],
};

/** Neither by who holds it nor by whoever comes later; what was in the environment stays there. @type {import('../project.mjs').Break} */
export const notClosed = {
  name: 'the scope does not close',
  tests: [],
  file: 'src/scope/held.ts',
  text: 'if said=$(/bin/sh -euc "$close" sh "$@" </dev/null 2>&1); then',
  instead: 'if said=; then',
  also: [
    {
      file: 'src/scope/undo.ts',
      text: '/bin/sh -euc "$close" sh "$@" || exit\n',
      instead: '',
    },
    {
      file: 'src/pipeline/scope-step.ts',
      text: 'await work({ ...context, workplace });',
      instead: 'await work(Object.assign(context, { workplace }));',
    },
  ],
};
