# Draws a frame for the size it has, line by line, again at each change of it.
$| = 1;
my $is_due = 1;
$SIG{WINCH} = sub { $is_due = 1 };
while (1) {
    while ($is_due) {
        $is_due = 0;
        my ($rows, $columns) = split ' ', `stty size`;
        print "\e[2J";
        print "\e[$_;1H$_ of $rows rows, $columns columns" for 1 .. $rows;
    }
    select undef, undef, undef, 0.05;
}
