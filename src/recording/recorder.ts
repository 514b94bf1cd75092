import type { EventListener } from '../events.js';
import { formatMarker } from './marker.js';
import type { CastWriter } from './writer.js';

/**
 * Writes what happens on the terminals of a run into one recording: output, what was typed, and markers where a
 * program begins and ends and where an exchange was answered. Output of `run` steps is on no terminal and stays out.
 */
export function createRecorder(writer: CastWriter): EventListener {
  return (event) => {
    switch (event.kind) {
      case 'run-start':
        for (const [name, value] of Object.entries(event.params ?? {}))
          writer.marker(formatMarker({ kind: 'param', name, value }));
        return;
      case 'terminal-open':
        writer.resize(event.size);
        writer.marker(formatMarker({ kind: 'spawn', command: event.command }));
        return;
      case 'output':
        if (event.source === 'terminal') writer.output(event.bytes);
        return;
      case 'typed':
        if (event.secret !== undefined)
          writer.marker(formatMarker({ kind: 'secret', name: event.secret, isShown: false }));
        writer.input(event.text);
        return;
      case 'exchange':
        writer.marker(formatMarker(event));
        return;
      case 'terminal-end':
        writer.endOutput();
        writer.marker(formatMarker({ kind: 'end', status: event.status }));
        return;
      case 'phase-start':
      case 'phase-end':
      case 'step-start':
      case 'step-end':
      case 'handover':
      case 'progress':
      case 'notice':
      case 'fake-call':
        return;
    }
  };
}
