const SLASH = Buffer.from('/');

/** The path of an entry of a directory. Bytes, because the names of a file system need not be UTF-8. */
export function below(directory: Buffer, name: Buffer): Buffer {
  return Buffer.concat([directory, SLASH, name]);
}
