# A menu that takes only arrows of the application mode.
system 'stty raw -echo';
$| = 1;
my @items = qw(first second third);
my $at = 0;
print "\e[?1h";
while (1) {
    print "\e[2J\e[H", map { ($_ == $at ? "\e[7m" : '') . " $items[$_] \e[0m\r\n" } 0 .. $#items;
    sysread STDIN, my $key, 8 or exit 1;
    last if $key eq "\r";
    $at++ if $key eq "\eOB" and $at < $#items;
    $at-- if $key eq "\eOA" and $at > 0;
    exit 2 if $key =~ /^\e\[/;
}
system 'stty sane';
print "\e[?1l\e[2J\e[Hchose $items[$at]\n";
