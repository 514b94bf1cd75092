# A licence that quotes its own question, through the real more, and the question.
file=$(mktemp)
for n in $(seq 60); do echo "Section $n: at the prompt 'Do you accept? [yes/no]:' type yes."; done >"$file"
echo "The last line of the page ends so: Do you accept? [yes/no]:" >>"$file"
more "$file"
rm "$file"
read -r -p 'Do you accept? [yes/no]: ' given
echo "accepted with $given"
