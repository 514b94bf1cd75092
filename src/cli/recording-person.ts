import type { CastFormat } from '../recording/cast-header.js';
import { withoutSecrets } from '../recording/record/hidden-command.js';
import { drive } from '../recording/record/drive.js';
import { createFlagsWriter } from '../recording/record/flags-writer.js';
import type { MenuChoice } from '../recording/record/menu.js';
import { Sheet } from '../recording/record/sheet.js';
import { SheetClock } from '../recording/record/sheet-clock.js';
import { TypedSecrets } from '../recording/record/secrets.js';
import { type Noted, Take } from '../recording/record/take.js';
import { type CastWriter, createCastWriter } from '../recording/writer.js';
import type { Person } from '../pipeline/person.js';
import { systemClock } from '../session/clock.js';
import { describeCompletion } from '../session/exit.js';
import { takeOver } from '../session/take-over.js';
import type { Completion, TerminalSize } from '../terminal/terminal.js';
import type { Output } from './output.js';
import type { RecordedSession } from './record-session.js';
import { usage } from './words.js';

/** The smallest terminal on which a wizard can be seen. */
const smallest: TerminalSize = { columns: 40, rows: 10 };

/** The person at this terminal, who is recorded; throws USAGE when nobody is, or they could not see anything. */
export function recordingPerson(
  { command, base, inputs, castFile, session }: RecordedSession,
  format: CastFormat,
  output: Output,
): RecordingPerson {
  const { stdin, stderr: out } = process;
  if (!stdin.isTTY || !out.isTTY)
    throw usage(
      'There is no terminal to record on.',
      'Run it on a terminal, where a person answers; in CI run the session script with `unattend run`.',
    );
  if (out.columns < smallest.columns || out.rows < smallest.rows)
    throw usage(
      `The terminal has ${out.columns}x${out.rows} cells, too few to see what an installer asks.`,
      `Make it ${smallest.columns}x${smallest.rows} at least; most installers want 80x24.`,
    );
  const secrets = new TypedSecrets();
  const shown = withoutSecrets(command, secrets);
  const clock = new SheetClock(() => systemClock.nowMs());
  let writer: CastWriter | undefined;
  let completion: Completion | undefined;
  let sheet: Sheet | undefined;

  return {
    secrets,
    completion: () => completion,
    close() {
      writer?.close();
      if (sheet?.failure !== undefined) throw sheet.failure as Error;
    },
    person: {
      handover: takeOver({ stdin, out }),
      async drive(program) {
        completion = await drive({
          own: { stdin, out },
          open: program.open,
          record(size, lookAtEcho) {
            writer = createCastWriter({
              file: castFile,
              format,
              size,
              title: session.name,
              command: shown.command,
              clock,
            });
            sheet = new Sheet({ writer, flags: createFlagsWriter(castFile), secrets, clock });
            output.message(`Recording to ${castFile}. Ctrl-] opens the menu.\n`);
            sheet.begin({ ...shown, inputs, ...(base !== undefined && { base }) });
            return new Take({ size, sheet, clock: systemClock, lookAtEcho });
          },
          onChoice: act,
          onPause: (isPaused) => (isPaused ? clock.pause() : clock.resume()),
          ...(program.cancelSignal !== undefined && { cancelSignal: program.cancelSignal }),
        });
        sheet?.end(describeCompletion(completion));
        return completion;
      },
    },
  };
}

export interface RecordingPerson {
  readonly person: Person;
  readonly secrets: TypedSecrets;
  /** How the program ended; undefined when it has not. */
  readonly completion: () => Completion | undefined;
  /** Ends the recording. Throws the error of the first write that failed. */
  readonly close: () => void;
}

function ofWhich(noted: Noted): string {
  if (noted.kind === 'last')
    return noted.asked === '' ? 'Noted of the last answer.' : `Noted of your answer to "${noted.asked}".`;
  return noted.kind === 'typed'
    ? 'Noted of the answer you are typing.'
    : 'Noted of the first answer, which is to come.';
}

/** Does what was chosen in the menu and says what came of it. */
async function act(choice: MenuChoice, take: Take): Promise<string> {
  switch (choice.kind) {
    case 'secret': {
      const name = await take.markSecret();
      return name === undefined
        ? 'The last answer has no text that could be a secret.'
        : `It is the secret "${name}", and is in no file.`;
    }
    case 'check':
      await take.note(choice);
      return 'Noted.';
    case 'param':
      return ofWhich(await take.note(choice));
    case 'optional':
    case 'repeated':
      return ofWhich(await take.note({ kind: choice.kind }));
    case 'back':
    case 'send':
    case 'stop':
      return '';
  }
}
