# Tells how long the line is that it got; with "raw" in a field of readline, which has no limit.
if [ "$1" = raw ]; then read -e -r -p 'Text: ' text; else read -r -p 'Text: ' text; fi
echo
echo "${#text} characters"
