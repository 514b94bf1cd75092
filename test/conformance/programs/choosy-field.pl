# A field in raw mode that takes only characters of a class ("$ARGV[0]", as of an expression), rings for others, and shows one as
# it is, in capitals or not at all ("$ARGV[1]": show, capitals, hide). Tells how long its value is.
system 'stty raw -echo';
$| = 1;
print 'Key: ';
my $value = '';
while (sysread STDIN, my $c, 1) {
    last if $c eq "\r";
    my $drawn = {show => $c, capitals => uc $c, hide => ''}->{$ARGV[1]};
    if ($c eq "\x7f") { $value =~ s/.$// and print $drawn eq '' ? '' : "\b \b" }
    elsif ($c !~ /^[$ARGV[0]]$/) { print "\a" }
    else { $value .= $c; print $drawn }
}
system 'stty sane';
print "\n", length $value, " characters\n";
