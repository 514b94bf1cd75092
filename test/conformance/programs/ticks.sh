# Writes a dot every 50 ms.
while :; do printf .; sleep 0.05; done
