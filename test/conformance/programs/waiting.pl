# Asks, and waits for the answer as "$ARGV[0]" says: read, poll, sleep, or pipe.
$| = 1;
print 'Continue? ';
my $how = shift;
if ($how eq 'read') { my $line = <STDIN> }
elsif ($how eq 'poll') { my $in = ''; vec($in, 0, 1) = 1; select $in, undef, undef, 3600 }
elsif ($how eq 'sleep') { sleep 60 }
else { open my $pipe, '-|', 'sleep 60'; my $line = <$pipe> }
