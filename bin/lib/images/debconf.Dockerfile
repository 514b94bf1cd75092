# What debconf asks with on a full screen, and on a line that is filled in already.
FROM unattend-dev/builder:bookworm
RUN set -eu; \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends whiptail libterm-readline-gnu-perl; \
    apt-get clean
