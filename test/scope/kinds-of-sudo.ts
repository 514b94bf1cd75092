import { BUSYBOX, DEBIAN } from '../engine/support/engine.js';

/** The real sudo of an image that has it, and the stand-in for images that have none. */
export const kinds = [
  { kind: 'sudo', image: 'unattend-dev/builder:bookworm', user: 'builder' },
  { kind: 'the stand-in for another user', image: DEBIAN, user: 'builder' },
  { kind: 'the stand-in for root', image: DEBIAN, user: 'root' },
  { kind: 'the stand-in where there is only busybox', image: BUSYBOX, user: 'builder' },
] as const;

/** Makes the user of the table where there is none. */
export const addBuilder = `id builder >/dev/null 2>&1 || useradd -m builder 2>/dev/null || {
  echo builder:x:1000:1000::/tmp:/bin/sh >>/etc/passwd
  echo builder:x:1000: >>/etc/group
}`;
