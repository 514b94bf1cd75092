# Reads bytes in raw mode and prints their values, until it has $ARGV[0] of them.
system 'stty raw -echo';
$| = 1;
print "READY>";
my $left = $ARGV[0];
while ($left > 0 and sysread STDIN, my $bytes, $left) {
    $left -= length $bytes;
    print map { ord . ' ' } split //, $bytes;
}
print ".\r\n";
system 'stty sane';
