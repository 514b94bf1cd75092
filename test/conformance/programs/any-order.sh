# Says what it has done and asks, in the order of its arguments.
for each in "$@"; do
  case $each in
    ask-*) read -r -p "Install ${each#ask-}? " given; echo "answer $given" ;;
    *) echo "done: $each" ;;
  esac
done
