# Two ways through, "$1" says which.
if [ "$1" = upgrade ]; then
  read -r -p 'An installation was found. Upgrade it? ' _
  read -r -p 'Keep the settings? ' keep
  echo "upgraded, kept $keep"
else
  echo 'This is a fresh installation.'
  read -r -p 'Directory: ' directory
  echo "installed in $directory"
fi
read -r -p 'Start it now? ' _
