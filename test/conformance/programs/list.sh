# [0, 1, ... "$1"] in one line.
seq -s ', ' 0 "$1" | sed 's/^/[/; s/$/]/'
