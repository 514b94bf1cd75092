import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Ledger, openLedger, readLedger } from '../../src/pipeline/ledger.js';

/** A ledger that can be kept from being written: what is written first leads nowhere. */
function heldLedger(): {
  readonly ledger: Ledger;
  readonly hold: () => void;
  readonly release: () => void;
} & Disposable {
  const directory = mkdtempSync(join(tmpdir(), 'unattend-test-'));
  const ledger = openLedger(join(directory, '0123456789ab.json'));
  const place = `${ledger.file}.new`;
  return {
    ledger,
    hold: () => symlinkSync('/nowhere/ledger', place),
    release: () => rmSync(place, { force: true }),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  };
}

const commit = { sinceMs: 5, paths: 3 };
const starting = { container: 'unattend-0123456789ab', sinceMs: 5 };

it('keeps what may still come when its run has cleaned up, and nothing else', () => {
  using held = heldLedger();
  const { ledger } = held;
  ledger.note({ containers: ['unattend-0123456789ab', 'b'], images: ['c'], paths: ['/d'], starting, commit });
  ledger.close();
  expect(readLedger(ledger.file)).toMatchObject({
    containers: ['unattend-0123456789ab'],
    images: ['c'],
    paths: [],
    starting,
    commit,
  });
  ledger.settle('commit');
  ledger.close();
  expect(readLedger(ledger.file)).toMatchObject({ images: [], starting });
  ledger.settle('starting');
  ledger.close();
  expect(readLedger(ledger.file)).toBeUndefined();
});

it.each(['starting', 'commit'] as const)(
  'forgets a %s that is over also where that cannot be written',
  (what) => {
    using held = heldLedger();
    const { ledger } = held;
    ledger.note({ starting, commit });
    ledger.settle(what === 'starting' ? 'commit' : 'starting');
    held.hold();
    expect(() => ledger.settle(what)).toThrow('Cannot write the ledger');
    held.release();
    ledger.close();
    expect(readLedger(ledger.file)).toBeUndefined();
  },
);

it('does not know of what could not be written before it was made', () => {
  using held = heldLedger();
  const { ledger } = held;
  held.hold();
  expect(() => ledger.note({ starting })).toThrow('Cannot write the ledger');
  held.release();
  ledger.close();
  expect(readLedger(ledger.file)).toBeUndefined();
});
