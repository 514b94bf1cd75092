# 100,000 bytes, the last of them words, and the end at once.
head -c 99986 /dev/zero | tr '\0' x
printf 'the last byte!'
