# Draws its prompt three times over itself and asks once.
printf 'Continue? [y] \rContinue? [y] \rContinue? [y] '
read -r given
echo "went on with $given"
read -r -t 1 more && echo "and with $more"
exit 0
