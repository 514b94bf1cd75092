import type { Place } from '../errors/script.js';

/** What a person said while they recorded: of the answer before, or of the first one where there was none yet. */
export type Note =
  /** Its text is to be a parameter of that name. */
  | { readonly kind: 'param'; readonly name: string }
  /** Its prompt may be missing. */
  | { readonly kind: 'optional' }
  /** Its prompt may come again. */
  | { readonly kind: 'repeated' }
  /** The program must have written this by now. */
  | { readonly kind: 'check'; readonly text: string };

/** What a marker of our recordings says. Programs follow one another in one file: `spawn` begins one, `end` ends it. */
export type Marker =
  /** Before all programs: a parameter of the script that was run. */
  | { readonly kind: 'param'; readonly name: string; readonly value: string }
  /** Before all programs: the image of the container they ran in. */
  | { readonly kind: 'base'; readonly ref: string }
  /** Before all programs: an input, and where it is from the script's file. */
  | { readonly kind: 'input'; readonly name: string; readonly from: string }
  /** Before all programs: a variable that holds a secret, which was given in a command. */
  | { readonly kind: 'env'; readonly variable: string; readonly secret: string }
  | { readonly kind: 'spawn'; readonly command: string }
  | { readonly kind: 'exchange'; readonly place: Place; readonly pattern: string }
  /** A person begins to answer; what stood before the cursor. */
  | { readonly kind: 'prompt'; readonly text: string }
  /** The next input is this secret, and stands there as its name in angle brackets; `isShown`: the program showed it. */
  | { readonly kind: 'secret'; readonly name: string; readonly isShown: boolean }
  | { readonly kind: 'note'; readonly note: Note }
  | { readonly kind: 'end'; readonly status: string };

/** The label of a marker, for people and for `parseMarker`: `spawn: sh install.sh`, `exchange a.yaml:3:5: Accept?`. */
export function formatMarker(marker: Marker): string {
  switch (marker.kind) {
    case 'param':
      return `param: ${marker.name}=${marker.value}`;
    case 'spawn':
      return `spawn: ${marker.command}`;
    case 'base':
      return `base: ${marker.ref}`;
    case 'input':
      return `input: ${marker.name}=${marker.from}`;
    case 'env':
      return `env: ${marker.variable}=${marker.secret}`;
    case 'end':
      return `end: ${marker.status}`;
    case 'prompt':
      return `prompt: ${marker.text}`;
    case 'secret':
      return `${marker.isShown ? 'shown secret' : 'secret'}: ${marker.name}`;
    case 'note':
      return formatNote(marker.note);
    case 'exchange': {
      const { file, line, column } = marker.place;
      return `exchange ${file}:${line}:${column}: ${marker.pattern}`;
    }
  }
}

function formatNote(note: Note): string {
  if (note.kind === 'param') return `note param: ${note.name}`;
  return note.kind === 'check' ? `note check: ${note.text}` : `note ${note.kind}`;
}

/** What a label says, or undefined when it is none of ours. */
export function parseMarker(label: string): Marker | undefined {
  const [, kind, text = ''] = /^(spawn|end|base|prompt|secret|shown secret): (.*)$/s.exec(label) ?? [];
  if (kind === 'spawn') return { kind, command: text };
  if (kind === 'base') return { kind, ref: text };
  if (kind === 'end') return { kind, status: text };
  if (kind === 'prompt') return { kind, text };
  if (kind === 'secret' || kind === 'shown secret')
    return { kind: 'secret', name: text, isShown: kind !== 'secret' };
  const [, name, value = ''] = /^param: ([^=]+)=(.*)$/s.exec(label) ?? [];
  if (name !== undefined) return { kind: 'param', name, value };
  const [, input, from = ''] = /^input: ([^=]+)=(.*)$/s.exec(label) ?? [];
  if (input !== undefined) return { kind: 'input', name: input, from };
  const [, variable, secret = ''] = /^env: (\w+)=(.+)$/s.exec(label) ?? [];
  if (variable !== undefined) return { kind: 'env', variable, secret };
  const note = parseNote(label);
  if (note !== undefined) return { kind: 'note', note };
  const [, file = '', line = '', column = '', pattern = ''] =
    /^exchange (.*?):(\d+):(\d+): (.*)$/s.exec(label) ?? [];
  return file === ''
    ? undefined
    : { kind: 'exchange', place: { file, line: Number(line), column: Number(column) }, pattern };
}

function parseNote(label: string): Note | undefined {
  const [, kind, text = ''] = /^note (param|check|optional|repeated)(?:: (.*))?$/s.exec(label) ?? [];
  if (kind === 'param') return { kind, name: text };
  if (kind === 'check') return { kind, text };
  return kind === 'optional' || kind === 'repeated' ? { kind } : undefined;
}
