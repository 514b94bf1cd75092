import type { Container, ImageConfig } from '../engine/engine.js';
import { describeCompletion } from '../session/exit.js';
import { defaultLang, defaultPath, programEnv, umaskScript, type Workplace } from './workplace.js';

export interface ContainerWorkplaceOptions {
  readonly container: Container;
  /** The container's image: what it sets itself is not given again. */
  readonly imageConfig: ImageConfig;
  readonly env: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly cwd?: string;
}

/** A container. Nothing of the caller's environment gets in. */
export function containerWorkplace({
  container,
  imageConfig,
  ...defaults
}: ContainerWorkplaceOptions): Workplace {
  const lang = 'LANG' in imageConfig.env ? {} : { LANG: defaultLang };
  const base = { ...lang, ...programEnv, ...defaults.env };
  const placed = ({ user = defaults.user, cwd = defaults.cwd }: { user?: string; cwd?: string }) => ({
    ...(user === undefined ? {} : { user }),
    ...(cwd === undefined ? {} : { cwd }),
  });

  return {
    isContainer: true,
    container,
    user: defaults.user ?? (imageConfig.user || '0'),
    path: defaults.env['PATH'] ?? imageConfig.env['PATH'] ?? defaultPath,
    async runCommand(spec) {
      const { onOutput, cancelSignal, timeoutMs } = spec;
      const result = await container.exec({
        argv: ['/bin/sh', '-c', umaskScript, 'sh', ...spec.argv],
        env: { ...base, ...spec.env },
        ...placed(spec),
        ...(onOutput === undefined ? {} : { onOutput }),
        ...(cancelSignal === undefined ? {} : { cancelSignal }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      });
      const { exitCode, isTimedOut } = result;
      return {
        status: describeCompletion({ kind: 'exit', exitCode, mayBeSignal: true }),
        exitCode,
        isTimedOut,
        stdout: Buffer.from(result.stdout).toString('utf8'),
        stderr: Buffer.from(result.stderr).toString('utf8'),
      };
    },
    openTerminal: (spec) =>
      container.openTerminal({
        ...spec,
        env: { ...base, ...spec.env },
        cwd: spec.cwd ?? defaults.cwd ?? (imageConfig.workdir || '/'),
        ...(spec.user === undefined && defaults.user === undefined
          ? {}
          : { user: spec.user ?? defaults.user ?? '' }),
      }),
  };
}
