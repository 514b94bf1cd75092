import type { EchoState } from './terminal.js';

/**
 * A line for `sh -c` that waits until the terminal `$1` does not echo, at most `$2` hundredths of a second, and
 * prints `off`, `raw`, `on` or `unknown`. Nothing reports a change of a terminal's flags, so it looks every 10 ms; it runs
 * only between a prompt and the answer that is a secret.
 */
export const echoWatchScript = [
  'left=$2',
  'while :; do',
  '  flags=$(stty -F "$1" -a 2>/dev/null) || { echo unknown; exit; }',
  '  case " $flags " in',
  '    *" -echo "*) case " $flags " in *" -icanon "*) echo raw;; *) echo off;; esac; exit;;',
  '  esac',
  '  [ "$left" -gt 0 ] || { echo on; exit; }',
  '  left=$((left - 1)); sleep 0.01',
  'done',
].join('\n');

/** Arguments of the script for a terminal device and a wait in milliseconds. */
export function echoWatchArguments(device: string, waitMs: number): readonly [string, string] {
  return [device, String(Math.ceil(waitMs / 10))];
}

/** The state the script printed. */
export function echoStateOf(output: string): EchoState {
  const state = output.trim();
  return state === 'off' || state === 'raw' || state === 'on' ? state : 'unknown';
}
