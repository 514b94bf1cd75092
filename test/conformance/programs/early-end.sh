# Asks its arguments one after the other, and ends with code 0.
for each in "$@"; do read -r -p "$each " _; done
echo bye
