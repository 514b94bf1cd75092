# Draws a frame for the size it has, line by line, again at each change of it.
draw() {
  read -r rows columns < <(stty size </dev/tty)
  printf '\e[2J'
  for ((row = 1; row <= rows; row++)); do printf '\e[%d;1H%d of %d rows, %d columns' "$row" "$row" "$rows" "$columns"; done
}
trap draw WINCH
draw
while :; do read -r -t 60 _ || [ $? -gt 128 ] || exit 0; done
