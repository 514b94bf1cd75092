import { resolve } from 'node:path';
import type { Sandbox } from '../../support/sandbox.js';
import { type Recorded, recordPerson } from './person.js';

const wizards = resolve(import.meta.dirname, '../../../fixtures/wizards');

/** What is typed where the access token is asked for. */
export const token = 's3cret-t0ken';

/** A person at the wizard of fixtures/wizards with that name; `confirming` says yes to its last question. */
export const recordNpmWizard = (box: Sandbox, name: string, confirming: string): Promise<Recorded> =>
  recordPerson({
    argv: [process.execPath, `${wizards}/${name}.mjs`, 'told.json'],
    command: './wizard',
    cwd: box.directory,
    does: [
      { sees: 'Project name', keys: ['shopp', '<backspace>', '<enter>'] },
      { sees: 'Access token', keys: [token, '<enter>'], secret: 'access-token' },
      { sees: 'Template', keys: ['<down>', '<down>', '<up>', '<enter>'] },
      ...(name === 'clack' ? [{ sees: 'Licence', keys: ['a'] }] : []),
      { sees: 'Extras', keys: [' ', '<down>', '<down>', ' ', '<enter>'] },
      { sees: 'Create it now?', keys: [confirming, '<enter>'] },
    ],
  });
