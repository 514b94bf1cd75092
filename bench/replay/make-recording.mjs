/* A recording of an installation of 40 minutes, 20 questions and so many pieces of output, and the script that it is of. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const questions = 20;
const lastsSeconds = 2400;

/** Returns where they are. */
export function makeRecording(directory, pieces) {
  const lines = [JSON.stringify({ version: 2, width: 120, height: 40 })];
  let atSeconds = 0;
  const event = (code, data) => lines.push(JSON.stringify([Number(atSeconds.toFixed(6)), code, data]));
  const each = pieces / questions;
  event('m', 'spawn: sh install.sh');
  for (let question = 0; question < questions; question++) {
    for (let piece = 0; piece < each; piece++) {
      atSeconds += lastsSeconds / pieces;
      const percent = ((100 * (question * each + piece)) / pieces).toFixed(1);
      event('o', `\x1b[32mUnpacking\x1b[0m component ${question}-${piece} (${percent} %) ... done\r\n`);
    }
    event('o', `Question ${question}? `);
    atSeconds += 2;
    for (const key of `answer ${question}`) {
      event('i', key);
      event('o', key);
    }
    event('i', '\r');
    event('o', '\r\n');
  }
  event('o', 'Installation complete.\r\n');
  event('m', 'end: exit code 0');
  const exchanges = Array.from(
    { length: questions },
    (_, question) => `      - { expect: "Question ${question}?", answer: answer ${question} }`,
  );
  const script = [
    'unattend: 1',
    'deploy:',
    '  - spawn: sh install.sh',
    '    fail-on: [No space left on device, "/^fatal:.*/m"]',
    '    dialogue:',
    ...exchanges,
    '      - expect: Installation complete.',
  ];
  mkdirSync(directory, { recursive: true });
  const [cast, yaml] = ['install.cast', 'install.yaml'].map((name) => join(directory, name));
  writeFileSync(cast, `${lines.join('\n')}\n`);
  writeFileSync(yaml, `${script.join('\n')}\n`);
  return { cast, yaml };
}
