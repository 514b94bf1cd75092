import { basename, resolve } from 'node:path';
import type { Session } from '../model.js';
import type { RawSession } from '../schema/session.js';
import type { SourceNode } from '../yaml/node.js';
import { type At, type Build, child, entriesOf, itemsOf, need, present } from './at.js';
import { credentialSecrets } from './credential-secrets.js';
import type { RawGrants } from '../schema/scope.js';
import type { RawDeployStep } from '../schema/steps.js';
import { buildParam } from './params.js';
import {
  buildAudit,
  buildContainer,
  buildImage,
  buildInput,
  buildSecret,
  imageReference,
} from './settings.js';
import { buildHostSteps, buildSteps, buildTest } from './steps.js';
import { textTemplate } from './text.js';
import { type Listed, listed } from './use.js';

/** The grants of all scopes, as written. */
function scopesOf(steps: readonly Listed<RawDeployStep>[]): readonly Listed<RawGrants>[] {
  return steps.flatMap(({ build, at: { value, node } }) =>
    'scope' in value
      ? [
          { build, at: need({ value, node }, 'scope') },
          ...scopesOf(listed(build, need({ value, node }, 'steps'), 'steps')),
        ]
      : [],
  );
}

/** The model of what could be read; `written` is everything that was, for the names it declares. */
export function buildSession(
  { report, parts }: Pick<Build, 'report' | 'parts'>,
  at: At<RawSession>,
  written: SourceNode,
): Session {
  const file = resolve(report.source.file);
  const names = (key: string): string[] => [...(written.entries.get(key)?.entries.keys() ?? [])];
  const declared = { params: names('params'), secrets: names('secrets'), inputs: names('inputs') };
  const params = entriesOf(child(at, 'params')).map((each) =>
    buildParam({ report, parts, declared, params: new Map(), credentialNames: new Map() }, each),
  );
  const known: Build = {
    report,
    parts,
    declared,
    params: new Map(params.map((param) => [param.name, param])),
    credentialNames: new Map(),
  };
  const ofCredentials = credentialSecrets(scopesOf(listed(known, child(at, 'deploy'), 'steps')));
  const build: Build = { ...known, credentialNames: ofCredentials.names };
  const [summary, base] = [child(at, 'summary'), child(at, 'base')];
  return {
    file,
    name: at.value.name ?? basename(file).replace(/\.[^.]*$/, ''),
    ...present({
      summary: summary && textTemplate(build, summary),
      base: base && imageReference(build, base),
    }),
    params,
    secrets: [
      ...entriesOf(child(at, 'secrets')).map((each) => buildSecret(build, each)),
      ...ofCredentials.declarations,
    ],
    inputs: entriesOf(child(at, 'inputs')).map((each) => buildInput(build, each)),
    prepare: buildHostSteps(build, child(at, 'prepare')),
    container: buildContainer(build, child(at, 'container')),
    deploy: buildSteps(build, child(at, 'deploy')),
    image: buildImage(build, child(at, 'image')),
    audit: buildAudit(child(at, 'audit')),
    test: itemsOf(child(at, 'test')).map((each) => buildTest(build, each)),
  };
}
