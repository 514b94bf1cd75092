# A cat of three lines: echo is on, off, and on again.
for mode in echo -echo echo; do
  stty "$mode"
  printf 'now %s> ' "$mode"
  read -r line
  echo "$line"
done
printf 'bye\n'
