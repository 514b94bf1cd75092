import { proxyVariables } from '../proxy.js';

/** The variables sudo gives on without being asked: those of Debian's sudo 1.9.13, and what a scope of ours needs. */
const kept = [
  ...[
    'COLORS',
    'COLORTERM',
    'DISPLAY',
    'DPKG_COLORS',
    'HOSTNAME',
    'KRB5CCNAME',
    'LANG',
    'LANGUAGE',
    'LC_*',
    'LINGUAS',
  ],
  ...['LS_COLORS', 'PS1', 'PS2', 'TERM', 'TZ', 'XAUTHORITY', 'XAUTHORIZATION', 'XDG_CURRENT_DESKTOP'],
  ...proxyVariables,
];

/** What it does not give on when it is told to give on all. */
const removed = [
  ...[
    'CDPATH',
    'ENV',
    'FPATH',
    'GLOBIGNORE',
    'HOSTALIASES',
    'JAVA_TOOL_OPTIONS',
    'LOCALDOMAIN',
    'NLSPATH',
    'NULLCMD',
  ],
  ...[
    'PATH_LOCALE',
    'PERL5DB',
    'PERL5LIB',
    'PERL5OPT',
    'PERLIO_DEBUG',
    'PERLLIB',
    'PS4',
    'PYTHONHOME',
    'PYTHONINSPECT',
  ],
  ...[
    'PYTHONPATH',
    'PYTHONUSERBASE',
    'READNULLCMD',
    'RES_OPTIONS',
    'RUBYLIB',
    'RUBYOPT',
    'TERMCAP',
    'TERMINFO',
  ],
  ...['TERMINFO_DIRS', 'TERMPATH', 'TMPPREFIX', 'ZDOTDIR', '_RLD*'],
];

/**
 * Makes the environment that of sudo's command. The names are those this shell was started with: what a value holds may look
 * like one. Through the environment and in no argument, for it may hold secrets.
 */
export const makeEnvironment = `
for sd_name in $(tr '\\n\\0' ' \\n' <"/proc/$$/environ" | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do
  case $sd_name in sd_*|UID|EUID|PPID|PATH) continue ;; esac
  if [ -n "$sd_all" ]; then
    case $sd_name in ${removed.join('|')}) unset "$sd_name" ;; esac
  else
    case " $sd_names " in *" $sd_name "*) continue ;; esac
    case $sd_name in ${kept.join('|')}) ;; *) unset "$sd_name" ;; esac
  fi
done
if [ -z "$sd_all" ]; then
  unset PWD OLDPWD SHLVL
  export SHELL="$sd_root_shell" MAIL=/var/mail/root
fi
if [ -z "$sd_all" ] || [ -n "$sd_home" ]; then export HOME="$sd_root_home"; fi
: "\${TERM:=unknown}"
export TERM USER=root LOGNAME=root SUDO_USER="$sd_caller" SUDO_UID="$sd_uid" SUDO_GID="$sd_gid"
`;
