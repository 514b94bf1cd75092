# The machine a vendor's installer is run on in tests and in the demo.
FROM unattend-dev/debian:bookworm
ARG MIRROR
# One suite, the mirror the host uses. `bookworm` changes with point releases only, so the lists kept in the image
# stay true and `apt-get install` works without an update; lists of the security suite would be wrong within days.
# A mirror that stalls is asked again after 8 seconds, not after apt's 30.
RUN set -eu; \
    mirror="${MIRROR:-$(sed -n 's/^URIs: *//p;s/^deb \([^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -n 1)}"; \
    rm -f /etc/apt/sources.list.d/*; \
    echo "deb $mirror bookworm main" >/etc/apt/sources.list; \
    printf 'Acquire::Retries "5";\nAcquire::http::Timeout "8";\n' >/etc/apt/apt.conf.d/80-patient; \
    apt-get update; \
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        sudo perl less openssl ca-certificates tzdata debconf; \
    apt-get clean
# `perl` and not perl-base: debconf's Readline frontend needs it.
RUN set -eu; \
    useradd --uid 1000 --create-home --home-dir /home/builder --shell /bin/bash builder; \
    echo 'builder ALL=(root) NOPASSWD: /usr/bin/apt-get' >/etc/sudoers.d/builder; \
    chmod 0440 /etc/sudoers.d/builder; \
    visudo -c; \
    ! command -v expect
