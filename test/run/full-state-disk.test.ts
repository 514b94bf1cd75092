import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { failureBlock, NOTHING, openSandbox } from '../support/sandbox.js';

/** A state directory of 1 MB for one command, `$1` whether it is full from the start; what else is there at the end is in the file `left`. */
const SMALL_DISK = `
mount -t tmpfs -o size=1m none "$XDG_STATE_HOME" || exit 99
[ "$1" = no ] || cat /dev/zero >"$XDG_STATE_HOME/full" 2>/dev/null
shift; "$@"; status=$?
rm "$XDG_STATE_HOME/full"
find "$XDG_STATE_HOME" -type f >left
exit $status
`;

it.each([
  { when: 'from the start', isFull: 'yes' },
  { when: 'once the run has begun', isFull: 'no' },
])('a disk too full for the ledger $when: nothing is made that no ledger names', async ({ isFull }) => {
  await using box = await openSandbox();
  const state = box.environment['XDG_STATE_HOME'] ?? '';
  await box.session(`prepare:
  - run: cat /dev/zero >${state}/full || exit 0
deploy:
  - run: touch /made
`);
  const { exitCode, stderr } = await box.run(['run', 'a.yaml', '--recording', 'a.cast'], {
    through: ['unshare', '--mount', '/bin/sh', '-c', SMALL_DISK, 'sh', isFull],
  });
  expect(exitCode).toBe(5);
  expect(box.plain(failureBlock(stderr))).toBe(`\
Failed: No space left to write the ledger ROOT/state/unattend/runs/RUN.json: ENOSPC: no space left on device, write.

  hint       Free some space where the engine or the temporary directory keeps its data, and run again.
  recording  ROOT/work/a.cast
  reproduce  unattend run a.yaml --recording a.cast
  error      UNATTEND_NO_SPACE, exit code 5
`);
  expect(stderr.includes('prepare took')).toBe(isFull === 'no');
  expect(stderr).not.toContain('touch /made');
  expect(await readFile(join(box.directory, 'left'), 'utf8')).toBe('');
  expect(await box.left()).toEqual(NOTHING);
});
