import { inOrder, type Redactor } from '../redact.js';
import type { ConversationEvent } from '../session/program-spec.js';

/** What happens with a program, in order, as it happens; plain data with the values of secrets removed. */
export type SpawnEvent =
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** Something was typed, as it was sent: Enter is `\r`. Of a secret it is `<name>`. */
  | { readonly kind: 'typed'; readonly text: string }
  /** An exchange was answered, or passed when it answers nothing. */
  | { readonly kind: 'exchange'; readonly pattern: string }
  /** The program perhaps waits for an answer nobody gives. */
  | { readonly kind: 'warning'; readonly prompt: string; readonly silentMs: number };

/** Tells a listener of events; `end` lets out what was held back of the output because a secret might begin there. */
export interface EventTeller {
  tell(event: ConversationEvent): void;
  end(): void;
}

export function tellingEvents(redactor: Redactor, listener: (event: SpawnEvent) => void): EventTeller {
  const ordered = inOrder(redactor.stream());
  const tell = (event: SpawnEvent): void => ordered.then(() => listener(event));
  const typed = (text: string): void => tell({ kind: 'typed', text: redactor.text(text) });
  return {
    tell(event) {
      if (event.kind === 'output')
        ordered.output(event.bytes, (bytes) => listener({ kind: 'output', bytes }));
      else if (event.kind === 'typed') typed(event.text);
      else if (event.kind === 'secret-typed') typed(`<${event.secret}>`);
      else if (event.kind === 'exchange')
        tell({ kind: 'exchange', pattern: redactor.text(event.exchange.label) });
      else listener({ ...event, prompt: redactor.text(event.prompt) });
    },
    end: () => ordered.flush(),
  };
}
