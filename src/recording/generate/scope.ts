import type { ScopeDraft } from './draft.js';

/** Where Debian keeps the commands that installers ask sudo for most. */
const places: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...[
      'apt-get',
      'apt',
      'dpkg',
      'install',
      'tee',
      'systemctl',
      'make',
      'env',
      'gpg',
      'apt-key',
      'add-apt-repository',
    ],
    ...['cp', 'mv', 'rm', 'ln', 'mkdir', 'chmod', 'chown', 'tar', 'sh', 'bash', 'sed', 'touch', 'cat'],
  ].map((name) => [name, `/usr/bin/${name}`]),
);

const sudoPrompt = /\[sudo\] password for |^Password for \S+ \(sudo\)/im;

/** A command given to sudo where a program tells of it: `+ sudo apt-get update`, `$ sudo -E make install`. */
const sudoCall = /(?:^|[\s$+>`'"(&;|])sudo\s+(?:-[EHnSk]+\s+|\w+=\S*\s+|--\s+)*([\w./+-]+)/gm;

const services =
  /\b(?:invoke-rc\.d|policy-rc\.d)\b|\bsystemctl\s+(?:enable|start|restart|reload|daemon-reload)\b|^(?:Re)?[Ss]tarting \S.*(?:\.\.\.|service)|^Created symlink \/etc\/systemd\//m;

/** The prompt of sudo itself: the scope answers it. */
export const isSudoPrompt = (line: string): boolean => sudoPrompt.test(line);

/** What a program was seen to need: commands as root, services. */
export function scopeOf(command: string, output: string): ScopeDraft {
  const names = [...`${command}\n${output}`.matchAll(sudoCall)].map(([, name = '']) => name);
  const paths = names.map((name) => (name.startsWith('/') ? name : places[name]));
  const isSudoSeen = names.length > 0 || sudoPrompt.test(output);
  const known = [...new Set(paths)].filter((path) => path !== undefined).sort();
  const isCertain = names.length > 0 && paths.every((path) => path !== undefined);
  return { sudo: isCertain ? known : isSudoSeen ? 'all' : [], hasServices: services.test(output) };
}
