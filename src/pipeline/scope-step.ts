import type { FakeCall } from '../events.js';
import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import { credentialFile } from '../scope/credential-file.js';
import { mustBeThere } from '../scope/place.js';
import { isProxyAddress, proxy, type ProxySettings } from '../scope/proxy.js';
import type { Given } from '../scope/scope.js';
import type { Stubs } from '../scope/fakes.js';
import { servicesOff } from '../scope/services-off.js';
import { readSource, sourceTimeoutMs } from '../scope/source.js';
import { stub } from '../scope/stub.js';
import { sudo } from '../scope/sudo.js';
import { describeGrants } from '../script/describe-grants.js';
import type { CredentialGrant, ProxyGrant, ScopeStep } from '../script/model.js';
import { renderTemplate } from '../script/template.js';
import {
  inStep,
  lookupOf,
  optional,
  renderEnv,
  secretOf,
  secretValue,
  type StepContext,
} from './step-context.js';
import { within } from './scoped-workplace.js';
import type { Workplace } from './workplace.js';

/** Opens what the scope grants, does its work inside, and closes it in reverse however the work ends. */
export async function scopeStep(
  step: ScopeStep,
  context: StepContext,
  work: (inside: StepContext) => Promise<void>,
): Promise<void> {
  const lookup = lookupOf(context);
  const what = describeGrants(step.grants, (template) => renderTemplate(template, lookup));
  const open: AsyncDisposable[] = [];
  const failures: unknown[] = [];
  try {
    const label = { kind: 'scope', text: context.redactor.text(what), place: step.place } as const;
    const workplace = await inStep(label, context, async () => {
      const inside = within(context.workplace, await openAll(step, context, open));
      return sourced(step, context, inside);
    });
    await work({ ...context, workplace });
  } catch (error) {
    failures.push(error);
  }
  for (const each of open.toReversed()) {
    try {
      await each[Symbol.asyncDispose]();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : new AggregateError(failures);
}

/** Opens the grants; what is open by then is in `open`, also when a later one is refused. */
async function openAll({ grants }: ScopeStep, context: StepContext, open: AsyncDisposable[]): Promise<Given> {
  const lookup = lookupOf(context);
  const given: Given = {
    ...optional('cwd', grants.cwd === undefined ? undefined : renderTemplate(grants.cwd, lookup)),
    ...optional('user', grants.user),
  };
  if (context.workplace.container !== undefined) await mustBeThere(context.workplace.container, given);
  const env: Record<string, string> = { ...renderEnv(grants.env, context) };
  if (grants.proxy !== undefined) {
    const settings = proxyOf(grants.proxy, context);
    context.traces.addProxy(settings);
    const scope = proxy(settings);
    open.push(scope);
    Object.assign(env, scope.given.env);
  }
  const user = grants.user ?? context.workplace.user;
  for (const each of grants.credentials) {
    if (each.kind === 'variable') env[each.variable] = secretValue(context, each.secret);
    else open.push(await openFile(each, context, user));
  }
  const folders: string[] = [];
  const inFront = (path: string): string => [...folders, path].join(':');
  if (grants.isServicesOff) {
    const off = await servicesOff({
      container: containerOf(context, 'services: off'),
      path: context.workplace.path,
    });
    open.push(toldOf(off, context, 'services'));
    folders.unshift(off.folder);
  }
  if (grants.stub.length > 0) {
    const container = containerOf(context, `stubs of ${grants.stub.join(', ')}`);
    const stubs = await stub({ container, commands: grants.stub, path: inFront(context.workplace.path) });
    open.push(toldOf(stubs, context, 'stub'));
    folders.unshift(stubs.folder);
  }
  if (grants.sudo !== undefined) {
    const path = env['PATH'] ?? context.workplace.path;
    const grant = await sudo({
      container: containerOf(context, 'sudo'),
      user,
      commands: grants.sudo,
      path,
    });
    open.push(grant);
    // Behind the fakes, of which one may be called sudo.
    if (grant.folder !== undefined) folders.push(grant.folder);
  }
  return { ...given, env, ...optional('pathFolder', folders.length === 0 ? undefined : folders.join(':')) };
}

/** The workplace with what the shell file of the scope changes; it is read last, inside all else. */
async function sourced({ grants }: ScopeStep, context: StepContext, inside: Workplace): Promise<Workplace> {
  if (grants.source === undefined) return inside;
  const file = renderTemplate(grants.source, lookupOf(context));
  const env = await readSource(
    (argv) =>
      inside.runCommand({
        argv,
        env: {},
        timeoutMs: sourceTimeoutMs * context.timeoutFactor,
        ...optional('cancelSignal', context.cancelSignal),
      }),
    file,
  );
  return within(inside, { env });
}

/** Each call of a fake is told once the fakes are gone. */
function toldOf(fakes: Stubs, context: StepContext, by: FakeCall['by']): AsyncDisposable {
  return {
    async [Symbol.asyncDispose]() {
      await fakes[Symbol.asyncDispose]();
      for (const call of fakes.calls()) context.emit({ kind: 'fake-call', by, call });
    },
  };
}

function openFile(
  grant: CredentialGrant & { kind: 'file' },
  context: StepContext,
  user: string,
): Promise<AsyncDisposable> {
  const { home } = context.session.container;
  return credentialFile({
    container: containerOf(context, `the credential ${grant.path}`),
    path: grant.path,
    user,
    mode: grant.mode,
    value: secretOf(context, grant.secret).content,
    ...optional('owner', grant.owner),
    ...optional('home', home),
  });
}

function containerOf({ workplace }: StepContext, what: string): Container {
  if (workplace.container !== undefined) return workplace.container;
  throw new UnattendError('SCOPE_REFUSED', { what, reason: 'it is for containers, not for this machine' });
}

function proxyOf(grant: ProxyGrant, context: StepContext): ProxySettings {
  if (grant.kind === 'env') {
    const { proxy: found } = context;
    if (found === undefined)
      throw new UnattendError('SCOPE_REFUSED', { what: 'the proxy', reason: 'the environment names none' });
    return { ...found, no: [...found.no, ...grant.no] };
  }
  const http =
    grant.kind === 'url' ? renderTemplate(grant.url, lookupOf(context)) : secretValue(context, grant.secret);
  if (isProxyAddress(http)) return { http, no: grant.no };
  throw new UnattendError('SCOPE_REFUSED', {
    what: 'the proxy',
    reason:
      'its address is not of the form http://[user:password@]host:port, where `/`, `?`, `#` and `\\` of a password are percent codes',
  });
}
