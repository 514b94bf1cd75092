import type { ImageConfig } from '../engine/engine.js';
import type { ImageSettings, Template } from '../script/model.js';
import { type Lookup, renderTemplate } from '../script/template.js';

/** The exact configuration of the result: the base's, with what the script names. */
export function configOf(base: ImageConfig, image: ImageSettings, lookup: Lookup): ImageConfig {
  const text = (template: Template): string => renderTemplate(template, lookup);
  const texts = (templates: readonly Template[] | null): readonly string[] | null =>
    templates?.map(text) ?? null;
  const record = (templates: Readonly<Record<string, Template>>): Record<string, string> =>
    Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, text(template)]));
  return {
    ...base,
    env: { ...base.env, ...record(image.env) },
    labels: { ...base.labels, ...record(image.labels) },
    ports: [...new Set([...base.ports, ...image.ports.map(withProtocol)])],
    volumes: [...new Set([...base.volumes, ...image.volumes])],
    ...(image.entrypoint === undefined ? {} : { entrypoint: texts(image.entrypoint) }),
    ...commandOf(image, texts),
    ...(image.workdir === undefined ? {} : { workdir: text(image.workdir) }),
    ...(image.user === undefined ? {} : { user: image.user }),
  };
}

/** A new entrypoint makes the base's command meaningless: as in a Dockerfile, it goes unless the script names one. */
function commandOf(
  image: ImageSettings,
  texts: (templates: readonly Template[] | null) => readonly string[] | null,
): Partial<ImageConfig> {
  if (image.cmd !== undefined) return { cmd: texts(image.cmd) };
  return image.entrypoint == null ? {} : { cmd: null };
}

const withProtocol = (port: string): string => (port.includes('/') ? port : `${port}/tcp`);
