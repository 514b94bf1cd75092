# 25 MB of coloured lines as installers write them (25 bytes each, but for the terminal's CR 24).
stty -opost
yes "$(printf '\033[32mok\033[0m unpacked file')" | head -c 26214400
