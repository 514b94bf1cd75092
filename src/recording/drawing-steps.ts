/** So many steps of a drawing after a key are looked at: redrawn prompts and lists of a few rows are in the first ones. */
const mostSteps = 128;

/** Output that comes behind a key, in the steps in which the program moves about while it draws. */
export class DrawingSteps {
  #left = mostSteps;

  /** What nobody need look at is one step. */
  *of(output: string): Generator<{ readonly text: string; readonly isLooked: boolean }> {
    const steps = output.split(/(?=\x1b\[)/);
    const rest = steps.splice(this.#left).join('');
    for (const text of steps) {
      this.#left--;
      yield { text, isLooked: true };
    }
    if (rest !== '') yield { text: rest, isLooked: false };
  }
}
