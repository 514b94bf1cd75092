import { expect, it } from 'vitest';
import { resolveSecrets } from '../../src/cli/secrets.js';
import { load } from '../script/helpers.js';

it('nobody is asked for a secret after the interrupt', async () => {
  const session = load(`unattend: 1
secrets: { token: { command: [sleep, 60] } }
deploy:
  - { run: 'true', env: { A: { secret: token } } }
`);
  const cancelSignal = AbortSignal.abort(new Error('enough'));
  const surroundings = { params: {}, overrides: {}, env: {}, cancelSignal };
  await expect(resolveSecrets(session, surroundings)).rejects.toBe(cancelSignal.reason);
});
