# A menu of bash's select in the order of its arguments.
PS3='Which one? '
select choice in "$@"; do echo "chose $choice"; break; done
