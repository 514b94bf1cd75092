import { run } from '../../pipeline/run.js';
import { soughtOf } from '../../pipeline/secret-value.js';
import { renderSummary } from '../../report/summary.js';
import { summaryToJson } from '../../report/json.js';
import { engineFor } from '../engine-for.js';
import { reportFailure } from '../failure.js';
import { onInterrupt } from '../interrupt.js';
import type { CliCommand } from '../command.js';
import { openListeners } from '../listeners.js';
import { personOf } from '../person.js';
import { planFrom } from '../plan-from.js';
import { commandLine } from '../command-line.js';
import { castFormatOf, declareRun, refuseOnError, refuseReview } from '../run-flags.js';

/** `unattend run`: prepare, deploy, seal, test, publish. */
export const runCommand: CliCommand = {
  declare: declareRun,
  async run({ args, options, output, words }) {
    using interrupt = onInterrupt();
    refuseOnError(options);
    refuseReview(options);
    const format = castFormatOf(options);
    const plan = await planFrom(args, options, interrupt.cancelSignal);
    words.know(() => Object.values(plan.secrets).map(soughtOf));
    const again = (): Promise<string> => words.line(commandLine(args, options));
    const person = personOf(again, options, output);
    await using engine = await engineFor(plan.destination, options);
    const listeners = openListeners(
      plan,
      { recordingFlag: options['recording'] as string | undefined, format },
      output,
    );
    const summary = await run({
      plan,
      ...(engine === undefined ? {} : { engine }),
      onEvent: listeners.listen,
      cancelSignal: interrupt.cancelSignal,
      ...person,
    });
    const recording = listeners.close(summary.error === undefined);
    const whole = { ...summary, ...(recording === undefined ? {} : { recording }) };
    if (output.isJson) output.result(`${JSON.stringify(summaryToJson(whole), null, 2)}\n`);
    else if (!output.isQuiet && (whole.error === undefined || whole.kept !== undefined)) {
      output.result(renderSummary(whole, { color: output.isColored, columns: output.columns }));
    }
    if (whole.error === undefined) return 0;
    const step = listeners.step();
    return reportFailure(
      whole.error,
      { ...output, isJson: false },
      {
        command: await again(),
        ...(recording === undefined ? {} : { recording }),
        ...(step === undefined ? {} : { step }),
      },
    );
  },
};
