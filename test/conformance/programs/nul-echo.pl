# Writes a NUL, reads four bytes in raw mode and prints their values.
system 'stty raw -echo';
$| = 1;
print "a\0b>";
my $all = '';
sysread STDIN, $all, 4 - length $all, length $all while length $all < 4;
print 'got ', join(' ', map ord, split //, $all), "\r\n";
