# Prints its argument as printf does, in one piece, and ends.
printf "$1"
