import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('the programs are what their sources make', () => {
  const said = execFileSync(process.execPath, ['bin/as-root.mjs', '--check'], { stdio: 'pipe' }).toString();
  expect(said).toBe('');
});
