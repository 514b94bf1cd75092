import type { EnvSource, Grants, ProxyGrant, Template } from './model.js';

type Render = (template: Template) => string;

/** What a scope gives, as a person would say it; secrets by name. */
export function describeGrants(grants: Grants, render: Render): string {
  const { sudo, proxy, credentials, stub, isServicesOff, env, cwd, user, source } = grants;
  return [
    ...(sudo === undefined ? [] : [`sudo ${sudo === 'all' ? 'all' : sudo.join(' ')}`]),
    ...(proxy === undefined ? [] : [`proxy ${proxyText(proxy, render)}`]),
    ...credentials.map((each) => (each.kind === 'file' ? each.path : `$${each.variable}`)),
    ...(stub.length === 0 ? [] : [`stub ${stub.join(' ')}`]),
    ...(isServicesOff ? ['services off'] : []),
    ...Object.entries(env).map(([name, source]) => `${name}=${valueText(source, render)}`),
    ...(cwd === undefined ? [] : [`in ${render(cwd)}`]),
    ...(user === undefined ? [] : [`as ${user}`]),
    ...(source === undefined ? [] : [`source ${render(source)}`]),
  ].join(', ');
}

function proxyText(proxy: ProxyGrant, render: Render): string {
  switch (proxy.kind) {
    case 'env':
      return 'of the environment';
    case 'url':
      return withoutPassword(render(proxy.url));
    case 'secret':
      return `secret ${proxy.secret}`;
  }
}

/** An address is shown without who logs in there; a password may have any sign in it, also one that belongs in no address. */
const withoutPassword = (url: string): string => url.replace(/\/\/.*@/s, '//');

const valueText = (source: EnvSource, render: Render): string =>
  source.kind === 'secret' ? `secret ${source.secret}` : render(source.value);
