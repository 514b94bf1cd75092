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

const call = String.raw`sudo\s+(?:-[EHnSk]+\s+|\w+=\S*\s+|--\s+)*([\w./+-]+)`;

/** A command given to sudo in the command that was recorded. */
const sudoCall = new RegExp(String.raw`(?:^|[\s'"(&;|])${call}`, 'gm');

/** The same where a program tells what it runs: `+ sudo apt-get update`, `$ sudo -E make install`. Prose speaks of sudo, too. */
const toldCall = new RegExp(String.raw`(?:^\s*([$#+>]*)\s*|[(&;|]\s*)${call}`, 'gm');

/** What is started must be named as a service is; an installer starts much else. */
const services =
  /\b(?:invoke-rc\.d|policy-rc\.d)\b|\bsystemctl\s+(?:enable|start|restart|reload|daemon-reload)\b|^(?:\[ ok \] | \* )?(?:Re)?[Ss]tarting (?!.*(?:install|set-?up|wizard|download|configur|migrat)).*(?:\b(?:services?|server|daemon)\b|: \S+\.$)|^Created symlink \/etc\/systemd\//im;

/** The prompt of sudo itself: the scope answers it. */
export const isSudoPrompt = (line: string): boolean => sudoPrompt.test(line);

/** What a program was seen to need: commands as root, services. */
export function scopeOf(command: string, output: string): ScopeDraft {
  const given = [...command.matchAll(sudoCall)].map(([, name = '']) => name);
  const told = [...output.matchAll(toldCall)].flatMap(([, mark = '', name = '']) =>
    mark !== '' || pathOf(name) !== undefined ? [name] : [],
  );
  const names = [...given, ...told];
  const paths = names.map(pathOf);
  const isSudoSeen = names.length > 0 || sudoPrompt.test(output);
  const known = [...new Set(paths)].filter((path) => path !== undefined).sort();
  const isCertain = names.length > 0 && paths.every((path) => path !== undefined);
  return { sudo: isCertain ? known : isSudoSeen ? 'all' : [], hasServices: services.test(output) };
}

const pathOf = (name: string): string | undefined => (name.startsWith('/') ? name : places[name]);
