# Prints its size, and again at each change of it.
stty size
trap 'printf "changed to "; stty size' WINCH
printf 'READY\n'
# A signal that comes just before `read` waits is seen when its time is over.
while :; do read -r -t 0.5 _ || [ $? -gt 128 ] || exit 0; done
