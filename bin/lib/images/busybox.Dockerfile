# A few megabytes that start at once, for tests of the engine alone.
FROM unattend-dev/builder:bookworm AS unpack
LABEL unattend-dev.stage=busybox
WORKDIR /tmp/busybox
# As _apt downloads: apt refuses to drop privileges in a directory that user cannot write, and says so at length.
RUN set -eu; \
    chown _apt .; \
    apt-get download busybox-static; \
    dpkg-deb -x busybox-static_*.deb unpacked; \
    mkdir -p /rootfs/bin /rootfs/etc /rootfs/root; \
    install -d -m 1777 /rootfs/tmp; \
    cp unpacked/bin/busybox /rootfs/bin/; \
    for applet in $(/rootfs/bin/busybox --list); do [ "$applet" = busybox ] || ln -s busybox "/rootfs/bin/$applet"; done; \
    echo 'root:x:0:0:root:/root:/bin/sh' >/rootfs/etc/passwd; \
    echo 'root:x:0:' >/rootfs/etc/group

FROM scratch
COPY --from=unpack /rootfs /
CMD ["/bin/sh"]
