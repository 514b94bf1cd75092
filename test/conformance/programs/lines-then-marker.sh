# "$1" numbered lines, then the words that come after them.
seq -f 'line %g' "$1"
shift
printf '%s\n' "$*"
read -r _
