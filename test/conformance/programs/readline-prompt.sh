# Asks through readline, which wraps by itself, and says what it was told; "$2" stands in the field.
read -e -r -p "$1 " -i "$2" given
echo "went to $given."
