# Reads in raw mode until "q" and tells the bytes; then asks one thing more.
system 'stty raw -echo';
$| = 1;
print 'READY>';
my $all = '';
while ($all !~ /q/) { sysread STDIN, $all, 64, length $all }
system 'stty sane';
print "\nbytes ", unpack('H*', $all), "\nName: ";
my $name = <STDIN>;
print "hello $name";
