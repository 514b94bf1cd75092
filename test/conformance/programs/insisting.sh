# Takes only /opt, and says why.
while read -r -p 'Directory: ' given; do
  [ "$given" = /opt ] && break
  echo "No such directory: $given."
done
echo "installing in $given"
