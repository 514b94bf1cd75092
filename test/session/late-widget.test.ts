import { expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

/** Prints a title, works for half a second, and shows a menu below it. */
const program = `print "Fruit\\n"; for (my $end = times() + 0.5; times() < $end;) { 1 for 1 .. 10_000 }
exec 'whiptail', qw(--menu Fruit 14 50 3 a Apple b Banana)`;

it('a menu that is drawn after some work is waited for, once its title stands there', async () => {
  await using fruit = await spawn(['perl', '-e', `$| = 1; ${program}`], { size: { columns: 80, rows: 24 } });
  await fruit.expect({ screen: 'Fruit' });
  await fruit.select('Banana');
  await fruit.expect(/b$/);
  await fruit.exit();
});

it('where there is none, that is said', async () => {
  await using none = await spawn(['sh', '-c', 'echo Fruit; read line']);
  await none.expect({ screen: 'Fruit' });
  await expect(none.select('Banana')).rejects.toThrow('Nothing on the screen looks like a menu');
});
