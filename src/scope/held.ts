import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';

/** Shell lines (`sh -eu`, as root) that change something in a container and put it back. */
export interface Scripts {
  /** Prints why on stderr and exits with another code than 0 when it cannot be had. */
  readonly open: string;
  /** Puts everything back and verifies it; harmless when `open` came only half way, or when it has run already. */
  readonly close: string;
}

/** Something that is changed in a container for a while. */
export interface HeldSpec extends Scripts {
  /** For messages: `sudo for builder`. */
  readonly what: string;
  /** `$1`, `$2`, … of both; never a secret. */
  readonly args: readonly string[];
  /** Stdin of `open`, where secrets go: in no argument, no environment, no file. */
  readonly input?: Uint8Array;
}

/**
 * `$1` opens and `$2` closes, with the rest of the arguments. The first line of stdin is the input of `open` in base64; the
 * next line, or the end of stdin because whoever opened it has died, closes it. Signals a program sends to everybody are
 * not for us.
 */
const holdScript = `
open=$1; close=$2; shift 2
trap '' HUP INT QUIT TERM PIPE TSTP TTIN TTOU
oneLine() { printf '%s' "$1" | tr '\\n\\r' '  '; }
closing() {
  if said=$(/bin/sh -euc "$close" sh "$@" </dev/null 2>&1); then echo "closed $(oneLine "$said")"; else echo "left $(oneLine "$said")"; fi
}
IFS= read -r input || exit 0
if said=$(printf '%s' "$input" | base64 -d | /bin/sh -euc "$open" sh "$@" 2>&1); then
  input=
  echo open
  IFS= read -r _
  closing "$@"
else
  input=
  reason=$(oneLine "$said")
  closing "$@" >/dev/null
  echo "refused $reason"
fi
`;

/** What is held; disposing puts it back and throws SCOPE_LEFT when that cannot be verified. */
export interface Held extends AsyncDisposable {
  /** What the closing lines printed, its line ends as blanks; empty until then. */
  said(): string;
}

/** Opens what `spec` says; throws SCOPE_REFUSED when it cannot be had, and then nothing has changed. */
export async function hold(container: Container, spec: HeldSpec): Promise<Held> {
  const { what, open, close, args, input = new Uint8Array() } = spec;
  const holder = await container.hold({
    script: holdScript,
    args: [open, close, ...args],
    doing: `open ${what}`,
  });
  const [answer = ''] = await holder.ask(Buffer.from(input).toString('base64'), () => true);
  if (answer !== 'open') {
    holder.close();
    throw new UnattendError('SCOPE_REFUSED', { what, reason: reasonIn(answer) });
  }
  let closing: Promise<void> | undefined;
  let said = '';
  return {
    said: () => said,
    [Symbol.asyncDispose]() {
      return (closing ??= putBack());
    },
  };

  async function putBack(): Promise<void> {
    const [closed = ''] = await holder.ask('', () => true);
    holder.close();
    if (closed.startsWith('closed ')) {
      said = closed.slice('closed '.length);
      return;
    }
    if (closed !== '') throw new UnattendError('SCOPE_LEFT', { what, reason: reasonIn(closed) });
    // Whoever held it was killed.
    const { exitCode, stdout, stderr } = await container.exec({
      argv: ['/bin/sh', '-euc', close, 'sh', ...args],
      user: '0:0',
    });
    said = Buffer.from(stdout).toString().trim();
    if (exitCode === 0) return;
    throw new UnattendError('SCOPE_LEFT', { what, reason: Buffer.from(stderr).toString().trim() });
  }
}

/** What stands behind the first word of an answer. */
function reasonIn(answer: string): string {
  const reason = answer.replace(/^\w+ /, '').trim();
  return reason === '' ? 'the script that holds it has ended' : reason;
}
