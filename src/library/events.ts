import type { Redactor } from '../redact.js';
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
  const stream = redactor.stream();
  const output = (bytes: Uint8Array): void => {
    if (bytes.length > 0) listener({ kind: 'output', bytes });
  };
  return {
    tell(event) {
      if (event.kind === 'output') output(stream.push(event.bytes));
      else if (event.kind === 'typed') listener({ kind: 'typed', text: redactor.text(event.text) });
      else if (event.kind === 'secret-typed') listener({ kind: 'typed', text: `<${event.secret}>` });
      else if (event.kind === 'exchange') listener({ kind: 'exchange', pattern: event.exchange.label });
      else listener({ ...event, prompt: redactor.text(event.prompt) });
    },
    end: () => output(stream.end()),
  };
}
