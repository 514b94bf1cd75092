# Asks and says what it was told.
read -r -p "$1 " given
echo "went to $given."
