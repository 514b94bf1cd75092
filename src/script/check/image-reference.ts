import type { Template } from '../model.js';

/** docker/distribution, reference.go: optional domain, path components, tag, digest. */
const component = String.raw`[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*`;
const domain = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?`;
const reference = new RegExp(
  String.raw`^(?:${domain}/)?${component}(?:/${component})*(?::[\w][\w.-]{0,127})?(?:@[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,})?$`,
);

/** Why text cannot be an image reference, with every `${{ }}` taken for a letter that fits anywhere. */
export function imageProblem(
  template: Template,
): { readonly message: string; readonly replacement?: string } | undefined {
  const sample = template.parts.map((part) => (part.kind === 'text' ? part.text : 'x')).join('');
  if (reference.test(sample)) return undefined;
  const { source } = template;
  if (source === sample && reference.test(sample.toLowerCase())) {
    return {
      message: `the repository of the image \`${source}\` must be in lower case`,
      replacement: sample.toLowerCase(),
    };
  }
  return { message: `\`${source}\` cannot be an image reference, such as \`registry/name:tag\`` };
}
