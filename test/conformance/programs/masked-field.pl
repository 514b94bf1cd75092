# A field in raw mode that shows a star for each character ("$ARGV[0]" eq "show": the character), and tells how long its value is.
# "$ARGV[1]" seconds of work come before a character is shown.
system 'stty raw -echo';
$| = 1;
print 'Key: ';
my $value = '';
while (sysread STDIN, my $c, 1) {
    last if $c eq "\r";
    for (my $end = times() + ($ARGV[1] // 0); times() < $end;) { 1 for 1 .. 10_000 }
    if ($c eq "\x7f") { $value =~ s/.$// and print "\b \b" }
    else { $value .= $c; print $ARGV[0] eq 'show' ? $c : '*' }
}
system 'stty sane';
print "\n", length $value, " characters\n";
