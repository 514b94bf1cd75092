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
import type { Completion } from '../terminal/terminal.js';
import type { Output } from './output.js';
import type { RecordedSession } from './record-session.js';
import { recordingTerminal } from './recording-terminal.js';

/** The person at this terminal, who is recorded; throws USAGE when nobody is, or they could not see anything. */
export function recordingPerson(
  { command, base, inputs, castFile, session }: RecordedSession,
  format: CastFormat,
  output: Output,
): RecordingPerson {
  const own = recordingTerminal();
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
      const failure = sheet?.failure as Error | undefined;
      if (failure !== undefined)
        output.message(
          `${castFile} holds a secret in clear, for it could not be written anew: take it away.\n`,
        );
      writer?.close();
      if (failure !== undefined) throw failure;
    },
    person: {
      handover: takeOver(own),
      async drive(program) {
        completion = await drive({
          own,
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
