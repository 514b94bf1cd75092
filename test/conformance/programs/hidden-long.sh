# A hidden prompt; tells how long the line is.
read -r -s -p 'Text: ' text
echo
echo "${#text} characters"
