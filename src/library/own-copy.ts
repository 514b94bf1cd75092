/** Bytes that their reader may change or keep: those that came are still to be matched, shown, and given to other readers. */
export const ownCopy = (bytes: Uint8Array): Uint8Array => Buffer.from(bytes);
