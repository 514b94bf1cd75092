import { expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

/** Prints a title, works for one and a half seconds, and shows a menu below it. */
const program = `print "Fruit\\n"; for (my $end = times() + 1.5; times() < $end;) { 1 for 1 .. 10_000 }
exec 'whiptail', qw(--menu Fruit 14 50 3 a Apple b Banana)`;

it('a menu that is drawn after some work is waited for, once its title stands there', async () => {
  await using fruit = await spawn(['perl', '-e', `$| = 1; ${program}`], { size: { columns: 80, rows: 24 } });
  await fruit.expect({ screen: 'Fruit' });
  await fruit.select('Banana');
  await fruit.expect(/b$/);
  await fruit.exit();
});

it('a menu that is drawn after a short wait for a key is waited for', async () => {
  const program = `$| = 1; print "Fruit\\n"; vec(my $in = '', 0, 1) = 1; select $in, undef, undef, 0.5;
exec 'whiptail', qw(--menu Fruit 14 50 3 a Apple b Banana)`;
  await using fruit = await spawn(['perl', '-e', program], { size: { columns: 80, rows: 24 } });
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

it('a menu that was seen before its last row was there is worked on', async () => {
  const menu = `my ($at, $key) = (0, ''); system 'stty raw -echo'; $| = 1; print "\\e[?1h";
for (my $frame = 0; ; $frame++) {
    print "\\e[2J\\e[H";
    for (0 .. 2) {
        select undef, undef, undef, 0.15 if $_ == 2 and not $frame;
        print(($_ == $at ? "\\e[7m" : ''), ' ', qw(first second third)[$_], " \\e[0m\\r\\n");
    }
    for ($key = ''; $key !~ /^\\eO[AB]$/;) { sysread STDIN, $key, 1, length $key or exit 1 }
    $at += $key =~ /B$/ ? 1 : -1;
}`;
  await using program = await spawn(['perl', '-e', menu], { size: { columns: 80, rows: 24 } });
  await program.expect({ screen: 'first', highlighted: true });
  await program.press('down', 'down');
  await program.expect({ screen: 'third', highlighted: true }, { timeoutMs: 20_000 });
});

it('a menu that is erased for longer than a busy machine takes, and drawn anew, is worked on', async () => {
  const menu = `my ($at, $key) = (0, ''); system 'stty raw -echo'; $| = 1; print "\\e[?1h";
for (my $frame = 0; ; $frame++) {
    print "\\e[2J\\e[H";
    if ($frame == 1) { for (my $end = times() + 1.5; times() < $end;) { 1 for 1 .. 10_000 } }
    print(($_ == $at ? "\\e[7m" : ''), ' ', qw(first second third)[$_], " \\e[0m\\r\\n") for 0 .. 2;
    for ($key = ''; $key !~ /^(\\eO[AB]|\\r)$/;) { sysread STDIN, $key, 1, length $key or exit 1 }
    if ($key eq "\\r") { print "CHOSEN $at"; exit }
    $at += $key =~ /B$/ ? 1 : -1;
}`;
  await using program = await spawn(['perl', '-e', menu], { size: { columns: 80, rows: 24 } });
  await program.expect({ screen: 'first', highlighted: true });
  await program.select('third');
  await program.expect(/CHOSEN 2/);
});

it('a tick is not taken back because its list is drawn anew for longer than a busy machine takes', async () => {
  const list = `my ($at, $key, @on) = (0, '', 0, 0, 0); system 'stty raw -echo'; $| = 1; print "\\e[?1h";
for (;;) {
    print "\\e[2J\\e[H";
    if ($key eq ' ') { for (my $end = times() + 2.5; times() < $end;) { 1 for 1 .. 10_000 } }
    print(($_ == $at ? "\\e[7m" : ''), $on[$_] ? '[x] ' : '[ ] ', qw(first second third)[$_], " \\e[0m\\r\\n") for 0 .. 2;
    for ($key = ''; $key !~ /^(\\eO[AB]|\\r| )$/;) { sysread STDIN, $key, 1, length $key or exit 1 }
    if ($key eq "\\r") { print "CHOSEN @on"; exit }
    if ($key eq ' ') { $on[$at] = !$on[$at] || 0 } else { $at += $key =~ /B$/ ? 1 : -1 }
    $at = $at < 0 ? 0 : $at > 2 ? 2 : $at;
}`;
  await using program = await spawn(['perl', '-e', list], { size: { columns: 80, rows: 24 } });
  await program.expect({ screen: 'first', highlighted: true });
  await program.select({ add: ['first'] });
  await program.expect(/CHOSEN 1 0 0/);
});

it('a tick is not taken back because its program works for long before it draws it', async () => {
  const list = `my ($at, $key, @on) = (0, '', 0, 0, 0); system 'stty raw -echo'; $| = 1; print "\\e[?1h";
for (;;) {
    print "\\e[H", map { ($_ == $at ? "\\e[7m" : ''), $on[$_] ? '[x] ' : '[ ] ', qw(first second third)[$_], " \\e[0m\\r\\n" } 0 .. 2;
    for ($key = ''; $key !~ /^(\\eO[AB]|\\r| )$/;) { sysread STDIN, $key, 1, length $key or exit 1 }
    if ($key eq "\\r") { print "CHOSEN @on"; exit }
    if ($key eq ' ') { select undef, undef, undef, 5; $on[$at] = !$on[$at] || 0 } else { $at += $key =~ /B$/ ? 1 : -1 }
    $at = $at < 0 ? 0 : $at > 2 ? 2 : $at;
}`;
  await using program = await spawn(['perl', '-e', list], { size: { columns: 80, rows: 24 } });
  await program.expect({ screen: 'first', highlighted: true });
  await program.select({ add: ['first'] });
  await program.expect(/CHOSEN 1 0 0/);
});

it('a list whose boxes are drawn later than its labels is waited for', async () => {
  const list = `my ($key, @on) = ('', 0, 0); system 'stty raw -echo'; $| = 1;
print "\\e[2J\\e[H\\e[7m    first \\e[0m\\r\\n    second \\r\\n";
for (my $end = times() + 1.5; times() < $end;) { 1 for 1 .. 10_000 }
for (;;) {
    print "\\e[H", map { ($_ ? '' : "\\e[7m"), $on[$_] ? '[x] ' : '[ ] ', qw(first second)[$_], " \\e[0m\\r\\n" } 0 .. 1;
    sysread STDIN, $key, 1 or exit 1;
    if ($key eq "\\r") { print "CHOSEN @on"; exit }
    $on[0] = !$on[0] || 0 if $key eq ' ';
}`;
  await using program = await spawn(['perl', '-e', list], { size: { columns: 80, rows: 24 } });
  await program.expect({ screen: 'first', highlighted: true });
  await program.select({ add: ['first'] });
  await program.expect(/CHOSEN 1 0/);
});
