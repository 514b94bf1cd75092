# Ignores what asks it to end.
trap '' HUP INT TERM
printf 'READY\n'
while :; do sleep 60; done
