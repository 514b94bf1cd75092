# A page drawn as a whole: question, footer, and one cursor behind the question.
printf '\e[2J\e[5;1HOverwrite the old files? [y/n] \e[24;1HPress F1 for help\e[5;32H'
read -r given
printf '\e[2J\e[1;1Hgot %s\n' "$given"
