# A line that is busy three times, each time after "$1" seconds, and then connected.
for n in 1 2 3; do
  sleep "$1"
  read -r -p "busy, try $n again? " _
done
sleep "$1"
echo connected
