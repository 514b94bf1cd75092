/** A request as a client sent it. */
export interface PassedRequest {
  /** `POST /containers/create HTTP/1.1` */
  readonly line: string;
  readonly body: Buffer;
  /** What went up behind it, once the connection was a stream. */
  readonly stream: Buffer;
}

/** The requests that one connection has brought so far, one of which head and body are not all there yet left out. */
export function requestsIn(bytes: Buffer): readonly PassedRequest[] {
  const endOfHead = bytes.indexOf('\r\n\r\n');
  if (endOfHead < 0) return [];
  const head = bytes.toString('latin1', 0, endOfHead);
  const [line = ''] = head.split('\r\n', 1);
  const [from, length] = [endOfHead + 4, Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)];
  if (bytes.length < from + length) return [];
  const body = bytes.subarray(from, from + length);
  const rest = bytes.subarray(from + length);
  // What comes in chunks is not taken apart: it is a stream as well.
  const isStream = /^(?:upgrade|transfer-encoding):/im.test(head);
  return isStream
    ? [{ line, body, stream: rest }]
    : [{ line, body, stream: Buffer.alloc(0) }, ...requestsIn(rest)];
}
