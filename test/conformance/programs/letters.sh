# "$1" times each letter in one go, and the end.
for letter in {A..Z}; do
  printf -v row '%*s' "$1" ''
  all+=${row// /$letter}
done
printf %s "$all"
