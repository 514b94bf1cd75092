import type { ImageConfig } from './engine.js';

/** The part of the engine's image configuration that belongs to an image; every field may be absent. */
export interface WireConfig {
  readonly User?: string;
  readonly Env?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | string | null;
  readonly Cmd?: readonly string[] | string | null;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly ExposedPorts?: Readonly<Record<string, object>> | null;
  readonly Volumes?: Readonly<Record<string, object>> | null;
  readonly StopSignal?: string;
  readonly Shell?: readonly string[] | null;
  readonly OnBuild?: readonly string[] | null;
  readonly Healthcheck?: unknown;
}

/** From the engine's form. An empty list is the same as none: engines write either. */
export function fromWire(wire: WireConfig): ImageConfig {
  return {
    user: wire.User ?? '',
    env: fromEnvList(wire.Env ?? []),
    entrypoint: listOrNull(wire.Entrypoint),
    cmd: listOrNull(wire.Cmd),
    workdir: wire.WorkingDir ?? '',
    labels: wire.Labels ?? {},
    ports: Object.keys(wire.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(wire.Volumes ?? {}).sort(),
    stopSignal: wire.StopSignal || null,
    shell: listOrNull(wire.Shell),
    onBuild: wire.OnBuild ?? [],
    healthcheck: wire.Healthcheck ?? null,
  };
}

/** To the engine's form, complete: whatever is not set is there as null or empty, so that nothing else fills it. */
export function toWire(config: ImageConfig): WireConfig {
  return {
    User: config.user,
    Env: toEnvList(config.env),
    Entrypoint: config.entrypoint,
    Cmd: config.cmd,
    WorkingDir: config.workdir,
    Labels: config.labels,
    ExposedPorts: toSet(config.ports),
    Volumes: toSet(config.volumes),
    StopSignal: config.stopSignal ?? '',
    Shell: config.shell,
    OnBuild: config.onBuild,
    Healthcheck: config.healthcheck ?? null,
  };
}

export function toEnvList(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

function fromEnvList(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** An engine of 2014 or an import wrote a plain string where a list belongs. */
function listOrNull(value: readonly string[] | string | null | undefined): readonly string[] | null {
  const list = typeof value === 'string' ? [value] : (value ?? []);
  return list.length === 0 ? null : list;
}

function toSet(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}
