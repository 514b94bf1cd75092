/**
 * Whether a read of a terminal ends by itself when nothing is typed: not in line mode, with a time and no least number of
 * bytes (termios(3), MIN == 0 and TIME > 0). Scripts wait for "any key within 5 seconds" that way; nothing of it shows in
 * the system call. `settings` is what `stty -a` prints.
 */
export function isReadTimed(settings: string): boolean {
  return /(^|\s)-icanon\b/.test(settings) && /\bmin = 0;/.test(settings) && /\btime = [1-9]/.test(settings);
}
