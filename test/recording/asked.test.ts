import { describe, expect, it } from 'vitest';
import { questionAt } from '../../src/recording/asked.js';
import { createScreenEmulator } from '../../src/terminal/screen-emulator.js';

async function questionOn(output: string): Promise<string> {
  const emulator = createScreenEmulator({ columns: 60, rows: 12, onReply: () => undefined });
  emulator.push(Buffer.from(output));
  const question = questionAt(await emulator.snapshot());
  emulator.dispose();
  return question;
}

describe('the question at the cursor', () => {
  it.each([
    ['API token: ', 'API token:'],
    ['Enter your API token\r\n> ', 'Enter your API token >'],
    ['API token\r\n> ', 'API token >'],
    ['Enter your serial number:\r\n', 'Enter your serial number:'],
    ['Please paste the token of\r\nyour account.\r\n\r\n: ', 'Please paste the token of your account. :'],
    [
      'Database password (leave empty for none)\r\n [none]: ',
      'Database password (leave empty for none) [none]:',
    ],
    ['\u25c6  API token\r\n\u2502  ', '\u25c6  API token'],
    ['\u2502 Licence key was mailed.  \u2502\r\n\u2502 ____ \u2502\x1b[2;3H', 'Licence key was mailed.'],
  ])('of %j is %j', async (output, question) => {
    expect(await questionOn(output)).toBe(question);
  });

  it.each([
    ['a shell', 'The password was changed.\r\n$ ', '$'],
    ['what was done', 'Token accepted\r\n> ', '>'],
    ['a sentence that tells', 'The serial number is on the box.\r\n> ', '>'],
    ['what stands far above', 'Enter your password:\r\n\r\n\r\n\r\n\r\n> ', '>'],
    ['a prompt of its own', 'Password: \r\nName: ', 'Name:'],
  ])('is not asked by %s', async (_, output, question) => {
    expect(await questionOn(output)).toBe(question);
  });
});
