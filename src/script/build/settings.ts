import { imageProblem } from '../check/image-reference.js';
import type {
  AuditSettings,
  ContainerSettings,
  ImageSettings,
  Input,
  SecretDeclaration,
  Template,
} from '../model.js';
import type { RawAudit, RawContainer, RawImage, RawInput, RawSecret } from '../schema/settings.js';
import { complain } from '../yaml/report.js';
import { type At, type Build, child, itemsOf, mapEntries, need, placeOf, present } from './at.js';
import { buildEnvValue } from './env.js';
import { buildSecretSource } from './secret-source.js';
import { absolutePath } from './steps.js';
import { rewritten, textTemplate, wordTemplate } from './text.js';

export function buildSecret(build: Build, at: At<RawSecret> & { readonly key: string }): SecretDeclaration {
  return { name: at.key, source: buildSecretSource(build, at), place: placeOf(build, at) };
}

export function buildInput(build: Build, at: At<RawInput> & { readonly key: string }): Input {
  const { unpack, writable, sha256, mode, at: inContainer } = at.value;
  const from = need(at, 'from');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(from.value)) {
    complain(
      build.report,
      from.node.start,
      'an input from a URL is not supported yet in this version of unattend; fetch the file and name its path',
    );
  } else if (from.value.startsWith('~')) {
    complain(build.report, from.node.start, '`~` is not expanded; a relative path is relative to the script');
  }
  const strip = typeof unpack === 'object' ? unpack.strip : unpack === true ? 0 : undefined;
  return {
    name: at.key,
    from: wordTemplate(build, from),
    isWritable: writable ?? false,
    place: placeOf(build, at),
    ...present({ sha256, mode, at: inContainer, unpack: strip === undefined ? undefined : { strip } }),
  };
}

export function buildContainer(build: Build, at: At<RawContainer> | undefined): ContainerSettings {
  if (at === undefined) return { env: {} };
  const { user, home, network, hostname } = at.value;
  const workdir = child(at, 'workdir');
  return {
    env: mapEntries(child(at, 'env'), (each) => buildEnvValue(build, each)),
    ...present({
      user:
        typeof user === 'string'
          ? { name: user, isCreated: false }
          : user && { name: user.name, isCreated: user.create ?? false },
      workdir: workdir && absolutePath(build, workdir),
      home,
      network,
      hostname,
    }),
  };
}

export function buildImage(build: Build, at: At<RawImage> | undefined): ImageSettings {
  if (at === undefined) return { tags: [], env: {}, labels: {}, ports: [], volumes: [] };
  const workdir = child(at, 'workdir');
  const [message, author] = [child(at, 'message'), child(at, 'author')];
  return {
    tags: itemsOf(child(at, 'tags')).map((each) => imageReference(build, each)),
    env: mapEntries(child(at, 'env'), (each) => textTemplate(build, each)),
    labels: mapEntries(child(at, 'labels'), (each) => textTemplate(build, each)),
    ports: at.value.ports ?? [],
    volumes: at.value.volumes ?? [],
    ...present({
      entrypoint: words(build, at, 'entrypoint'),
      cmd: words(build, at, 'cmd'),
      workdir: workdir && absolutePath(build, workdir),
      user: at.value.user,
      message: message && textTemplate(build, message),
      author: author && textTemplate(build, author),
    }),
  };
}

export function buildAudit(at: At<RawAudit> | undefined): AuditSettings {
  const { exclude = [], deny = [], allow = [] } = at?.value ?? {};
  return { exclude, deny, allow };
}

function words(
  build: Build,
  at: At<RawImage>,
  key: 'entrypoint' | 'cmd',
): readonly Template[] | null | undefined {
  const list = child(at, key);
  if (list === undefined) return undefined;
  const { value, node } = list;
  if (value === null && node.start === node.end) {
    complain(
      build.report,
      node.key?.start ?? node.start,
      `\`${key}\` is empty; \`null\` removes what the base had`,
    );
  }
  return value === null ? null : itemsOf({ value, node }).map((each) => textTemplate(build, each));
}

/** A template that will be an image reference: its literal parts must be able to be one. */
export function imageReference(build: Build, at: At<string>): Template {
  const template = wordTemplate(build, at);
  const problem = imageProblem(template);
  if (problem === undefined) return template;
  const { message, replacement } = problem;
  complain(
    build.report,
    at.node.start,
    message,
    replacement === undefined ? undefined : rewritten(build.report, at.node, replacement),
  );
  return template;
}
