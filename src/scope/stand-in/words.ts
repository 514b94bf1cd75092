/**
 * Reads the words of sudo's command line into variables and leaves the command in `$@`; the settings of variables, which may
 * stand between options, are words of a shell in `sd_set`: whatever has a `=` and begins neither with it nor with `/`, up to `--`.
 * All names begin with `sd_`: the caller's variables are here too.
 */
export const readWords = `
sd_short() {
  case $1 in
    --non-interactive) echo n ;; --preserve-env) echo E ;; --set-home) echo H ;; --stdin) echo S ;; --login) echo i ;;
    --shell) echo s ;; --list) echo l ;; --validate) echo v ;; --version) echo V ;; --help) echo h ;; --user) echo u ;;
    --group) echo g ;; --prompt) echo p ;; --reset-timestamp) echo k ;; --remove-timestamp) echo K ;; --askpass) echo A ;;
  esac
}
sd_bad() { echo "sudo: the stand-in has no option $1" >&2; echo "$sd_usage" >&2; exit 1; }
sd_usage="usage: sudo [-AEHknS] [-p prompt] [-u user] [VAR=value] [-i | -s] [command [arg ...]]"
sd_user=root sd_as= sd_group=root sd_in= sd_all= sd_home= sd_shell= sd_list= sd_asks=yes sd_alone= sd_names= sd_ended= sd_set=
sd_quoted() { printf "'"; printf %s "$1" | sed "s/'/'\\\\\\\\''/g"; printf "'"; }
while [ $# -gt 0 ]; do
  case $sd_ended:$1 in
    :--) sd_ended=yes; shift ;;
    :--preserve-env=*) sd_names="$sd_names $(printf %s "\${1#*=}" | tr , ' ')"; shift ;;
    :--*=*)
      sd_letter=$(sd_short "\${1%%=*}"); sd_value=\${1#*=}
      case $sd_letter in [ugp]) ;; *) sd_bad "$1" ;; esac
      shift; set -- "-$sd_letter" "$sd_value" "$@" ;;
    :--*)
      sd_letter=$(sd_short "$1"); [ -n "$sd_letter" ] || sd_bad "$1"
      shift; set -- "-$sd_letter" "$@" ;;
    :-?*)
      sd_rest=\${1#-?}; sd_letter=\${1#-}; sd_letter=\${sd_letter%"$sd_rest"}; shift
      case $sd_letter in
        [ugp])
          if [ -n "$sd_rest" ]; then sd_value=$sd_rest sd_rest=
          elif [ $# -gt 0 ]; then sd_value=$1; shift
          else sd_bad "-$sd_letter without a word behind it"; fi
          case $sd_letter in u) sd_user=$sd_value sd_as=yes ;; g) sd_group=$sd_value sd_in=yes ;; esac ;;
        n) sd_asks= ;;
        E) sd_all=yes ;;
        H) sd_home=yes ;;
        s) sd_shell=here ;;
        i) sd_shell=login ;;
        l) sd_list=yes ;;
        [vkKVh]) sd_alone=$sd_letter ;;
        [ABNPS]) ;;
        *) sd_bad "-$sd_letter" ;;
      esac
      [ -z "$sd_rest" ] || set -- "-$sd_rest" "$@" ;;
    :[!/=]*=*) sd_set="$sd_set $(sd_quoted "$1")"; shift ;;
    *) break ;;
  esac
done
`;
