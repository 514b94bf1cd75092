# Programs that insist on a person: what is recorded and replayed in tests.
FROM unattend-dev/debconf:bookworm
RUN set -eu; \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        openssh-client apache2-utils fdisk dialog git makeself bzip2 openjdk-17-jre-headless python3-pip; \
    apt-get clean
