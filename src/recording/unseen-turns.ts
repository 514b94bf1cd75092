import { stripVTControlCharacters } from 'node:util';
import { echoedAs, isEchoed } from './field.js';
import type { Draft } from './open-turn.js';

/** Turns of which nothing was shown until they had ended: what the program writes behind them shows their text, if anything does. */
export class UnseenTurns {
  /** The last turns, when nothing was written since the first key of the first of them. */
  #unseen: Draft[] = [];

  add(turn: Draft): void {
    this.#unseen.push(turn);
  }

  /** Lines that came in one piece with their Enter are shown, if they are, in what the program writes next. */
  see(output: string): void {
    if (output === '') return;
    const unseen = this.#unseen.splice(0);
    const echoes = echoedAs(
      unseen.map(({ text }) => text),
      output,
    );
    for (const [at, turn] of unseen.entries()) turn.shown = echoes[at] ?? 'hidden';
  }
}

/** What was typed faster than it was shown comes behind the key that ended it. */
export function seeLateEcho(last: Draft | undefined, output: string): void {
  if (last?.shown !== 'hidden' || last.secret !== undefined || last.text === '') return;
  if (isEchoed(last.text, stripVTControlCharacters(output))) last.shown = 'plain';
}
