import type { TerminalSize } from '../terminal/terminal.js';
import type { Cast, CastEvent } from './cast.js';
import { type Marker, parseMarker } from './marker.js';

/** An event of a program: markers are read, and of a size only changes are told. */
export type ProgramEvent =
  | Exclude<CastEvent, { readonly kind: 'marker' | 'exit' }>
  | { readonly kind: 'marker'; readonly atSeconds: number; readonly marker: Marker };

/** One program of a recording, from its start to its end or to the end of the recording. */
export interface RecordedProgram {
  /** As it was started; undefined in a recording that says nothing of it. */
  readonly command?: string;
  /** Of its terminal when it started. */
  readonly size: TerminalSize;
  readonly events: readonly ProgramEvent[];
  /** For each event its index in the recording, by which the terminal's flags are kept. */
  readonly indices: readonly number[];
  /** How it ended, in words (`exit code 0`); undefined when the recording does not say. */
  readonly status?: string;
  /** Whether the recording came to its own end: without a status that is the end of the program too. */
  readonly isWhole?: boolean;
  /** When it was started and when it had ended, where the recording tells. */
  readonly startedAtSeconds?: number;
  readonly endedAtSeconds?: number;
}

interface Open {
  readonly command?: string;
  readonly size: TerminalSize;
  readonly events: ProgramEvent[];
  readonly indices: number[];
  readonly startedAtSeconds?: number;
}

/** The programs of a recording in order. One of another's making, without our markers, is one program. */
export function programsIn(cast: Cast): readonly RecordedProgram[] {
  const programs: RecordedProgram[] = [];
  let { size } = cast.header;
  let open: Open | undefined;
  const close = (end: Pick<RecordedProgram, 'status' | 'endedAtSeconds' | 'isWhole'>): void => {
    if (open !== undefined && (open.command !== undefined || open.events.length > 0))
      programs.push({ ...open, ...end });
    open = undefined;
  };
  const isOurs = cast.events.some(
    (event) => event.kind === 'marker' && parseMarker(event.label)?.kind === 'spawn',
  );
  const { command } = cast.header;
  if (!isOurs) open = { ...(command !== undefined && { command }), size, events: [], indices: [] };
  for (const [index, event] of cast.events.entries()) {
    const marker = event.kind === 'marker' ? parseMarker(event.label) : undefined;
    if (event.kind === 'resize') ({ size } = event);
    if (marker?.kind === 'spawn') {
      close({});
      const { command: own } = marker;
      open = { command: own, size, events: [], indices: [], startedAtSeconds: event.atSeconds };
    } else if (marker?.kind === 'end') close({ status: marker.status, endedAtSeconds: event.atSeconds });
    else if (event.kind === 'exit')
      close({ status: `exit code ${event.status}`, endedAtSeconds: event.atSeconds });
    else if (event.kind !== 'marker') {
      open?.events.push(event);
      open?.indices.push(index);
    } else if (marker !== undefined) {
      open?.events.push({ kind: 'marker', atSeconds: event.atSeconds, marker });
      open?.indices.push(index);
    }
  }
  // Ours say how a program ended; asciicast version 2 has no event for it.
  close(isOurs || cast.isCut ? {} : { isWhole: true });
  return programs;
}

/** When a program came to its own end; undefined for one that was killed, which might have gone on, and where nothing is told. */
export const finishedAtSeconds = ({ status = '', endedAtSeconds }: RecordedProgram): number | undefined =>
  /^exit(?:ed with)? code \d+$/.test(status) ? endedAtSeconds : undefined;

/** The parameters of the script that was run, as its recording tells them. */
export function paramsIn(cast: Cast): Readonly<Record<string, string>> {
  return Object.fromEntries(
    markersOf(cast).flatMap((marker) => (marker.kind === 'param' ? [[marker.name, marker.value]] : [])),
  );
}

/** Where the programs ran and what they were given, as the recording tells it. */
export function surroundingsIn(cast: Cast): {
  /** The image of their container. */
  readonly base?: string;
  /** Input name to its path, relative to the script. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Variables that stand in commands for secrets, each once. */
  readonly env: readonly { readonly variable: string; readonly secret: string }[];
} {
  const markers = markersOf(cast);
  const base = markers.find((marker) => marker.kind === 'base')?.ref;
  const inputs = markers.flatMap((marker) => (marker.kind === 'input' ? [[marker.name, marker.from]] : []));
  return {
    inputs: Object.fromEntries(inputs) as Record<string, string>,
    env: markers.flatMap((marker) => (marker.kind === 'env' ? [marker] : [])),
    ...(base !== undefined && { base }),
  };
}

const markersOf = ({ events }: Cast): readonly Marker[] =>
  events.flatMap((event) => (event.kind === 'marker' ? (parseMarker(event.label) ?? []) : []));
