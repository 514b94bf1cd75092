# A menu that takes only arrows of the application mode.
system 'stty raw -echo';
$| = 1;
my @items = qw(first second third);
my ($at, $key) = (0, '');
print "\e[?1h";
while ($key !~ /\r$/) {
    print "\e[2J\e[H", map { ($_ == $at ? "\e[7m" : '') . " $items[$_] \e[0m\r\n" } 0 .. $#items;
    $key = '';
    while ($key !~ /^\eO[AB]$|^\r$/) {
        sysread STDIN, $key, 1, length $key or exit 1;
        exit 2 if $key =~ /^\e\[/;
    }
    $at++ if $key =~ /B$/ and $at < $#items;
    $at-- if $key =~ /A$/ and $at > 0;
}
system 'stty sane';
print "\e[?1l\e[2J\e[Hchose $items[$at]\n";
