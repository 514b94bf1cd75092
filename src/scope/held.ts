import type { Container, Undo } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import { newScopeId } from './id.js';
import { filesOf, heldMark, undo } from './undo.js';

/** Shell lines (`sh -eu`, as root) that change something in a container and put it back. */
export interface Scripts {
  /** Prints why on stderr and exits with another code than 0 when it cannot be had. */
  readonly open: string;
  /**
   * Puts everything back and verifies it; harmless when `open` came only half way, or when it has run already. After a
   * restart of the container what stands under its /dev is gone, and the lines find what is theirs all the same.
   */
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
 * `later`, for a shell with `$mark`, `$visit` and `$number`, returns once nothing is open any more that was opened later by the
 * same visitor, the latest first. One that does not go is waited for 10 s: it may hang, or nobody puts it back.
 */
const waiting = `
highest() {
  found=0
  for each in "\${mark%/*}"/held-*; do
    { read -r _ whose nth <"$each"; } 2>/dev/null || continue
    if [ "$whose" = "$visit" ] && [ "$nth" -gt "$found" ] && [ "$nth" -le "$1" ]; then found=$nth; fi
  done
}
later() {
  limit=999999 last=0
  while highest "$limit"; [ "$found" -gt "$number" ]; do
    if [ "$found" != "$last" ]; then last=$found waited=0; fi
    if [ "$waited" -ge 200 ]; then limit=$((found - 1)); fi
    waited=$((waited + 1))
    sleep 0.05 2>/dev/null || { sleep 1; waited=$((waited + 19)); }
  done
}
`;

/**
 * `$1` the mark that says who holds it, `$2` who opens it, `$3` opens and `$4` closes, with the rest of the arguments. The first
 * line of stdin is the input of `open` in base64; the next line closes it. So does the end of stdin, because whoever opened it
 * has died: then all that was opened is closed at once, and the scripts keep the order among themselves. Signals a program sends
 * to everybody are not for us.
 */
const holdScript = `
mark=$1; visit=$2; open=$3; close=$4; shift 4
${filesOf}trap '' HUP INT QUIT TERM PIPE TSTP TTIN TTOU
${waiting}
say() { printf '%s\\n' "$*"; }
oneLine() { printf '%s' "$1" | tr '\\n\\r' '  '; }
note() { mkdir -p /dev/unattend && say $$ "$visit" "$number" | cat >"$mark"; }
# Of shells some do not say why they could not write. So a program tries it before, with more than a scope writes besides its input.
mayWrite() {
  head -c $((262144 + \${#input})) /dev/zero 2>/dev/null | cat >"$room" || { rm -f "$room"; return 1; }
  rm -f "$room"
}
unmark() {
  rm -f "$mark"
  rmdir /dev/unattend 2>/dev/null || :
}
closing() {
  if said=$(/bin/sh -euc "$close" sh "$@" </dev/null 2>&1); then said="closed $(oneLine "$said")"; else said="left $(oneLine "$said")"; fi
  unmark
}
# Before the input is there: what was opened earlier must see us when both our stdins end. Twice: another may just take the folder away.
highest 999999; number=$((found + 1)) noted=yes
why=$(note 2>&1) || why=$(note 2>&1) || noted=
IFS= read -r input || { unmark; exit 0; }
[ -z "$noted" ] || why=$(mayWrite 2>&1) || noted=
# A pipe tells the end of its last command alone.
command -v base64 >/dev/null || { noted=; why="there is no base64"; }
if [ -z "$noted" ]; then unmark; say "refused $(oneLine "$why")"; exit 0; fi
if said=$(printf '%s' "$input" | base64 -d | /bin/sh -euc "$open" sh "$@" 2>&1); then
  input=
  : >"$free"
  say open
  IFS= read -r _ || later
  # Somebody puts it back already, because nobody told us that whoever opened it has died.
  rm "$free" 2>/dev/null || [ ! -e "$mark" ] || exit 0
  closing "$@"
  say "$said"
else
  input=
  reason=$(oneLine "$said")
  closing "$@"
  case $said in left*) say "$said" ;; *) say "refused $reason" ;; esac
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
  const undoing: Undo = { id: newScopeId(), container: container.id, what, script: close, args };
  const { journal } = container;
  journal?.note(undoing);
  const holder = await container.hold({
    script: holdScript,
    args: [heldMark(undoing.id), container.visit, open, close, ...args],
    doing: `open ${what}`,
  });
  const [answer = ''] = await holder.ask(Buffer.from(input).toString('base64'), () => true);
  if (answer !== 'open') {
    holder.close();
    // Whoever was to hold it was killed, half way perhaps.
    if (answer === '') await undo(container, undoing);
    if (answer === '' || answer.startsWith('refused ')) journal?.settle(undoing.id);
    const isLeft = answer.startsWith('left ');
    throw new UnattendError(isLeft ? 'SCOPE_LEFT' : 'SCOPE_REFUSED', { what, reason: reasonIn(answer) });
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
    if (closed.startsWith('closed ')) said = closed.slice('closed '.length);
    else if (closed !== '') throw new UnattendError('SCOPE_LEFT', { what, reason: reasonIn(closed) });
    else said = await undo(container, undoing); // whoever held it was killed
    journal?.settle(undoing.id);
  }
}

/** What stands behind the first word of an answer. */
function reasonIn(answer: string): string {
  const reason = answer.replace(/^\w+ /, '').trim();
  return reason === '' ? 'the script that holds it has ended' : reason;
}
