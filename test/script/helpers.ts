import { UnattendError } from '../../src/errors.js';
import { formatDiagnostics } from '../../src/script/diagnostics.js';
import { parseSession } from '../../src/script/parse-session.js';
import type { Session, SpawnStep } from '../../src/script/model.js';

/** What `check` prints for a script of that text; `ok` when there is nothing to say. */
export function check(text: string): string {
  try {
    parseSession('x.yaml', text);
    return 'ok';
  } catch (error) {
    if (error instanceof UnattendError && error.errorName === 'SCRIPT_INVALID') {
      return formatDiagnostics((error as UnattendError<'SCRIPT_INVALID'>).details.diagnostics);
    }
    throw error;
  }
}

const head = 'unattend: 1\n';

/** What `check` prints for a script with these lines below `unattend: 1`. */
export function checkLines(...lines: readonly string[]): string {
  return check(head + lines.join('\n') + '\n');
}

/** What `check` prints for one exchange that waits for the value as it is written in YAML; it stands in line 5. */
export function checkExpect(written: string): string {
  return check(spawning(`      - expect: ${written}`, '        answer: ok', '      - expect: Last?'));
}

/** A script whose one program has these lines as its dialogue, from line 5 on. */
export function spawning(...dialogue: readonly string[]): string {
  return [`unattend: 1`, 'deploy:', '  - spawn: ./install.sh', '    dialogue:', ...dialogue, ''].join('\n');
}

export function load(text: string): Session {
  return parseSession('x.yaml', text);
}

/** The first spawned program of a script. */
export function firstSpawn(session: Session): SpawnStep {
  const step = session.deploy.find((each) => each.kind === 'spawn');
  if (step === undefined) throw new Error('the script spawns nothing');
  return step;
}
