# A wizard of three questions; the disk is full after question number "$1".
for n in 1 2 3; do
  printf 'Question %s: ' "$n"
  read -r _
  [ "$n" = "$1" ] && printf 'write: disk full\nRetry the write? ' && read -r _
done
echo finished
