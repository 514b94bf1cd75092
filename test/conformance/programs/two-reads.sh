# Reads two lines and does nothing with them; with "copy" it tells the first.
read -r -p 'First: ' a
[ "$1" = copy ] && echo "told $a"
read -r -p 'Second: ' b
echo done
