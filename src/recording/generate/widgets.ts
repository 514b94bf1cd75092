import type { Turn } from '../turns.js';
import type { ExchangeDraft } from './draft.js';
import type { Books } from './exchanges.js';

/** An exchange for a menu, a form or buttons, and how many turns it took. */
export interface WidgetExchange {
  readonly exchange: ExchangeDraft;
  readonly turns: number;
}

export function widgetExchange(_turns: readonly Turn[], _books: Books): WidgetExchange | undefined {
  return undefined;
}
