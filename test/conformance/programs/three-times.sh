# Asks the same three times and tells what it was told; a word that is not accepted makes it ask again.
accepted=${1:-.}
for n in 1 2 3; do
  while read -r -p 'Disk: ' given; do
    [[ $given =~ $accepted ]] && break
    echo "No such disk $given."
  done
  echo "took $given"
done
