# Writes its argument in pieces (split at "|") and tells what the terminal answered, up to "$ARGV[1]".
use Time::HiRes 'sleep';
system 'stty raw -echo';
my ($query, $last) = @ARGV;
for (split /\|/, $query) { s/\\e/\e/g; s/\\a/\a/g; syswrite STDOUT, $_; sleep 0.03 }
my $got = '';
while (index($got, $last) < 0) { sysread STDIN, $got, 64, length $got }
# Anything more than one answer would come at once.
my $in = ''; vec($in, 0, 1) = 1;
while (select my $r = $in, undef, undef, 0.2) { sysread STDIN, $got, 64, length $got }
system 'stty sane';
$got =~ s/\e/ESC/g; $got =~ s/\a/BEL/g;
print "\nanswered [$got]\n";
