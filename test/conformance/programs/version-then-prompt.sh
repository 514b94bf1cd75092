# A line in two writes, then a prompt at the start of whose line nothing stands.
printf 'Version: 4'
printf '.3-rc1\nYour name: '
read -r _
