import type { Place } from '../errors/script.js';

/** What a marker of our recordings says. Programs follow one another in one file: `spawn` begins one, `end` ends it. */
export type Marker =
  | { readonly kind: 'spawn'; readonly command: string }
  | { readonly kind: 'exchange'; readonly place: Place; readonly pattern: string }
  | { readonly kind: 'end'; readonly status: string };

/** The label of a marker, for people and for `parseMarker`: `spawn: sh install.sh`, `exchange a.yaml:3:5: Accept?`. */
export function formatMarker(marker: Marker): string {
  switch (marker.kind) {
    case 'spawn':
      return `spawn: ${marker.command}`;
    case 'end':
      return `end: ${marker.status}`;
    case 'exchange': {
      const { file, line, column } = marker.place;
      return `exchange ${file}:${line}:${column}: ${marker.pattern}`;
    }
  }
}

/** What a label says, or undefined when it is none of ours. */
export function parseMarker(label: string): Marker | undefined {
  const plain = /^(spawn|end): (.*)$/s.exec(label);
  if (plain?.[1] === 'spawn') return { kind: 'spawn', command: plain[2] ?? '' };
  if (plain?.[1] === 'end') return { kind: 'end', status: plain[2] ?? '' };
  const [, file = '', line = '', column = '', pattern = ''] =
    /^exchange (.*?):(\d+):(\d+): (.*)$/s.exec(label) ?? [];
  return file === ''
    ? undefined
    : { kind: 'exchange', place: { file, line: Number(line), column: Number(column) }, pattern };
}
