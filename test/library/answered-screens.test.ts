import { it } from 'vitest';
import { spawn } from '../../src/index.js';

/** Works for half a second and says nothing. */
const work = 'for ((end = ${EPOCHREALTIME/./} + 500000; ${EPOCHREALTIME/./} < end;)); do :; done';

it('a rule on the screen does not take for a new screen what stood there when a prompt on it was answered', async () => {
  await using program = await spawn([
    'bash',
    '-c',
    `sleep 0.3; printf 'Setup screen\\nPress any key: '; read -rsn1; ${work}; printf '\\e[2J\\e[HGo: '; read -r go; echo "<$go>"`,
  ]);
  await program.dialogue(
    [
      { expect: 'Press any key:', press: 'space' },
      { expect: 'Go: ', answer: 'on' },
    ],
    { always: [{ expect: { screen: 'Setup screen' }, press: 'enter' }] },
  );
  await program.expect('<on>');
  await program.exit();
});

it('the echo of Enter is no new screen', async () => {
  await using program = await spawn([
    'bash',
    '-c',
    `echo 'Press Enter'; read -r; ${work}; printf '\\e[2J\\e[HName: '; read -r name; echo "<$name>"`,
  ]);
  await program.dialogue([{ expect: 'Name: ', answer: 'Ann' }], {
    always: [{ expect: { screen: 'Press Enter' }, press: 'enter' }],
  });
  await program.expect('<Ann>');
  await program.exit();
});
