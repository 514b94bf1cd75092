/** What shells, desktops, ssh and CI set for every program: no secret comes from them. */
const taken: ReadonlySet<string> = new Set(
  (
    'BROWSER CI COLUMNS DEBUG DESKTOP_SESSION DISPLAY EDITOR EUID GROUPS HISTFILE HOME HOST HOSTNAME HOSTTYPE IFS LANG LANGUAGE LINES ' +
    'LOGNAME MACHTYPE MAIL NAME NODE_ENV OLDPWD OSTYPE PAGER PATH PPID PS1 PWD RANDOM SECONDS SHELL SHLVL SSH_AUTH_SOCK SSH_CLIENT ' +
    'SSH_CONNECTION SSH_TTY SUDO_USER TEMP TERM TMP TMPDIR TZ UID USER USERNAME VISUAL HTTP_PROXY HTTPS_PROXY NO_PROXY'
  ).split(' '),
);

/** The variable that a secret comes from: `serial-number` from SERIAL_NUMBER, and `user` from SECRET_USER. */
export function secretVariable(name: string): string {
  const variable = name.toUpperCase().replaceAll('-', '_');
  return taken.has(variable) || variable.startsWith('LC_') ? `SECRET_${variable}` : variable;
}
