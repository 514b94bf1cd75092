# Draws its argument and waits for a line; "$2" is what it says then.
printf "$1"
stty -echo
read -r _
printf '%s\n' "$2"
