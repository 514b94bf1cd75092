# Prints its size, and again at each change of it.
stty size
trap 'printf "changed to "; stty size' WINCH
printf 'READY\n'
while :; do read -r -t 60 _ || [ $? -gt 128 ] || exit 0; done
