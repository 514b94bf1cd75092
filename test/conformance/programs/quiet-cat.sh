# A cat that does not echo: "$1" turns echo off, on or leaves it.
[ "$1" = on ] || stty -echo
printf 'READY\n'
exec cat
