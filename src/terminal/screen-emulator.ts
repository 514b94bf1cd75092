import type { Screen } from '../screen.js';
export interface ScreenEmulator {
  push(bytes: Uint8Array): void;
  snapshot(): Promise<Screen>;
  resize(size: { columns: number; rows: number }): void;
  flush(): Promise<void>;
  dispose(): void;
}
export function createScreenEmulator(o: {
  columns: number;
  rows: number;
  onReply: (bytes: Uint8Array) => void;
}): ScreenEmulator {
  void o;
  return {
    push() {},
    snapshot: () => Promise.reject(new Error('no screen')),
    resize() {},
    flush: () => Promise.resolve(),
    dispose() {},
  };
}
