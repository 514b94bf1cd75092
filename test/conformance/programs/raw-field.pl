# A field in raw mode that takes only characters of a class ("$ARGV[0]", as of an expression), and rings for others. Shows one as it
# is, in capitals, as a star or not at all ("$ARGV[1]": show, capitals, mask, hide), after "$ARGV[2]" seconds of work. Tells how
# long its value is.
system 'stty raw -echo';
$| = 1;
print 'Key: ';
my $value = '';
while (sysread STDIN, my $c, 1) {
    last if $c eq "\r";
    for (my $end = times() + ($ARGV[2] // 0); times() < $end;) { 1 for 1 .. 10_000 }
    my $drawn = {show => $c, capitals => uc $c, mask => '*', hide => ''}->{$ARGV[1]};
    if ($c eq "\x7f") { $value =~ s/.$// and print $drawn eq '' ? '' : "\b \b" }
    elsif ($c !~ /^[$ARGV[0]]$/) { print "\a" }
    else { $value .= $c; print $drawn }
}
system 'stty sane';
print "\n", length $value, " characters\n";
