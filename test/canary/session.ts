import type { Sandbox } from '../support/sandbox.js';
import type { Canaries } from './canaries.js';

/** A shell function that writes its argument as programs do that tell a log what they know. */
export const TELL = String.raw`
tell() {
  printf '%s\n' "$1" "user:$1@host"
  printf %s "$1" | base64
  printf 'ab%s and more' "$1" | base64 | tr -d '\n'; echo
  printf 'a%s' "$1" | base64 | fold -w 10
  printf %s "$1" | xxd -p
  printf %s "$1" | xxd -p | tr a-f A-F
  printf %s "$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/{"key": "&"}/'
  printf %s "$1" | sed 's/%/%25/g; s/ /%20/g; s/"/%22/g; s|/|%2F|g; s/+/%2B/g; s/@/%40/g; s/\$/%24/g; s/\\/%5C/g; s/ü/%C3%BC/g; s/</%3C/g; s/&/%26/g; s/>/%3E/g; s/:/%3A/g'; echo
  printf %s "$1" | sed 's/&/\&amp;/g; s/"/\&quot;/g; s/</\&lt;/g'; echo
  printf %s "$1" | sed "s/./&$(printf '\033')[32m/g"; echo
  printf %s "$1" | od -An -v -tx1
  printf %s "$1" | fold -w 7; echo
  printf %s "$1" | cut -c1-12 | tr -d '\n'; sleep 0.01; printf %s "$1" | cut -c13-
}
`;

/** A shell file of a vendor that exports what it has been given, and tells it. */
const SETUP = `export SOURCED="$INNER" BEARER="Bearer $(printf %s "$TOKEN" | base64 | tr -d '\\n')"
echo "$TOKEN"; echo "$INNER" >&2
`;

/** Asks, hands a secret to a child as an argument, also by sudo, and tells all it knows; what it is called with says how it ends. */
const INSTALLER = `${TELL}
stty -echo; printf 'Password: '; IFS= read -r typed; stty echo; echo
printf 'Serial: '; IFS= read -r shown
inside=$(sed -n 's/.*password //p' /etc/acme/netrc)
for each in "$typed" "$shown" "$inside" "$VARIABLE" "$TOKEN" "$INNER" "$http_proxy" "$(cat ~/.netrc)"; do tell "$each"; done
echo "$SOURCED $BEARER"
cat /etc/acme/key; base64 /etc/acme/key; base64 -w 0 ~/.netrc; echo
sh -c 'sleep 3; : "$1"' child "$ARGUMENT"
sudo -n VARIABLE="$VARIABLE" sh -c 'sleep 1; echo "$VARIABLE $1"; env' by-sudo "$ARGUMENT"
sudo -n nothing-like-it "$ARGUMENT"
(set -x; : "$typed" "$shown") 2>&1
(exec sh -c 'echo "$INNER" >&2') 2>&1 | sed 's/^/log: /'
case $1 in
  well|refused) exit 0 ;;
  badly) exit 7 ;;
  wrong) stty -echo; printf 'Sorry, try again: %s\\nPassword: ' "$typed"; IFS= read -r typed ;;
  mute) printf 'Do you want to keep %s?' "$shown"; read -r _ ;;
  *) echo waiting-for-ever; sleep 60 ;;
esac
`;

/**
 * How the installer ends: with exit code 0 or 7, asking for the password again, with a question nobody answers, or not at all; or the
 * run ends behind it, with a shell file that is refused.
 */
export type Ending = 'well' | 'badly' | 'wrong' | 'mute' | 'never' | 'refused';

/** Inside the scope around, but for what its own gives. */
const REFUSED = `      - scope: { credentials: { $KEY: { secret: key } }, env: { INNER: { secret: inner } }, source: '\${{ inputs.bad }}' }
        steps: [{ run: echo never }]
`;

export interface Script {
  readonly canaries: Canaries;
  readonly ending: Ending;
  readonly proxy: { readonly url: string; readonly network: string; readonly host: string };
}

/** Writes the script and its installer; returns the environment that has the secrets which come from it. */
export async function writeScript(
  box: Sandbox,
  { canaries, ending, proxy }: Script,
): Promise<Readonly<Record<string, string>>> {
  await box.write('installer.sh', INSTALLER, 0o755);
  await box.write('setup.sh', SETUP);
  await box.write('bad-setup.sh', `${SETUP}printf 'cannot log in with %s' "$KEY" >&2; return 3\n`);
  await box.write('planted/file', `${canaries.file}\n`);
  await box.write('planted/key', canaries.key);
  await box.write('planted/netrc', `machine acme\n login me password ${canaries.inside}\n`);
  await box.write('planted/argument', `${canaries.argument}\n`);
  await box.write('planted/variable', `${canaries.variable}\n`);
  await box.session(`secrets:
  typed: { env: TYPED }
  shown: { env: SHOWN }
  file: { file: ./planted/file }
  key: { file: ./planted/key }
  netrc: { file: ./planted/netrc }
  argument: { command: [cat, ./planted/argument] }
  variable: { env: VARIABLE }
  token: { env: TOKEN }
  inner: { env: INNER }
  proxy: { env: PROXY_URL }
inputs: { installer: { from: ./installer.sh }, setup: { from: ./setup.sh }, bad: { from: ./bad-setup.sh } }
container: { user: root, network: ${proxy.network} }
deploy:
  - scope:
      sudo: all
      proxy: { secret: proxy }
      credentials: { ~/.netrc: { secret: file }, $TOKEN: { secret: token } }
    steps:
      - run: 'wget -q -O - http://${proxy.host}:1/ 2>&1 || echo "$http_proxy"; echo "$HTTPS_PROXY" >&2'
      - scope:
          credentials: { /etc/acme/key: { secret: key }, /etc/acme/netrc: { secret: netrc } }
          env: { INNER: { secret: inner } }
          services: off
          stub: [systemctl]
          source: \${{ inputs.setup }}
        steps:
          - run: 'systemctl set-token "$TOKEN" "$(cat /etc/acme/key)"; sudo -n systemctl set-token "$SOURCED $BEARER"'
          - run: 'for each in /dev/unattend/stubs/*/start-stop-daemon; do $each --start set-token "$INNER"; done'
          - run: 'cat /etc/acme/key; cat ~/.netrc; cat ~/.netrc >&2'
          - spawn: sh \${{ inputs.installer }} ${ending}
            env: { VARIABLE: { secret: variable }, ARGUMENT: { secret: argument } }
            size: 80x24
            stall: 1s
            dialogue:
              - expect: 'Password:'
                answer: { secret: typed }
              - expect: 'Serial:'
                answer: { secret: shown, visible: true }
${ending === 'refused' ? REFUSED : ''}test:
  - { run: 'echo "$V"; echo "$V" >&2', env: { V: { secret: variable } } }
`);
  return {
    TYPED: canaries.typed,
    SHOWN: canaries.shown,
    VARIABLE_FILE: 'planted/variable',
    TOKEN: canaries.token,
    INNER: canaries.inner,
    PROXY_URL: proxy.url,
  };
}
