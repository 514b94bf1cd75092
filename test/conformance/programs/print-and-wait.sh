# Prints its argument as printf does, in one piece, and waits for a line.
printf "$1"
read -r _
