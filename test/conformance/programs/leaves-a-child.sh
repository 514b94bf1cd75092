# Ends while a child of its own holds the terminal.
sleep 60 &
exit 3
