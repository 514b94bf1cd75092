# What tests install is downloaded once, here: an installation is as real, and no mirror is asked in a test's time.
FROM unattend-dev/builder:bookworm
RUN set -eu; \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --download-only \
        bc cron systemd tinyproxy hello cowsay jq tree nano rsync git make patch
