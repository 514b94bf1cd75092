# Writes its argument one byte at a write.
$| = 1;
print for split //, $ARGV[0];
