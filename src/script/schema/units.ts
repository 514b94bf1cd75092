import { leaf, type Problem } from './leaf.js';

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const durationPattern = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

/** Milliseconds of `5s`, `40m`, `1h30m`, `500ms`. Timers count to 2^31 - 1 ms, a little under 25 days. */
export const duration = leaf<number>(readDuration, {
  pattern: durationPattern.source,
  examples: ['5s', '40m', '1h30m'],
});

/** A duration, or `off` for never. */
export const stall = leaf<number>((value) => (value === 'off' ? Infinity : readDuration(value)), {
  examples: ['5s', 'off'],
});

function readDuration(value: string): number | Problem {
  if (/^\d+(?:\.\d+)?$/.test(value))
    return { problem: 'a duration needs its unit: ms, s, m or h', replacement: `${value}s` };
  if (!durationPattern.test(value)) {
    const tight = value
      .replaceAll(/\s+/g, '')
      .toLowerCase()
      .replaceAll(/(sec|min|h)[a-z]*/g, (unit) => unit.charAt(0));
    const meant = durationPattern.test(tight) ? tight : undefined;
    return {
      problem: 'a duration is a number and its unit, such as `5s`, `40m` or `1h30m`',
      ...(meant !== undefined && { replacement: meant }),
    };
  }
  let ms = 0;
  for (const [, number, unit] of value.matchAll(/([\d.]+)(ms|s|m|h)/g))
    ms += Number(number) * (unitMs[unit ?? ''] ?? 0);
  if (ms < 1) return { problem: 'a duration cannot be zero' };
  return ms < 2 ** 31 ? ms : { problem: 'a duration cannot be longer than 24 days' };
}

/** Permission bits; the digits are octal whether or not they are quoted. */
export const mode = leaf<number>(
  (value) =>
    /^(?:0o?)?[0-7]{3,4}$/.test(value)
      ? Number.parseInt(value.replace(/^0o/, ''), 8)
      : { problem: `a mode is three or four octal digits, such as \`0755\`, not \`${value}\`` },
  { type: ['string', 'integer'], examples: ['0755'] },
);

/** Columns and rows of a terminal; the limits are those of the kernel's `struct winsize`, kept to what a program can use. */
export const size = leaf<{ readonly columns: number; readonly rows: number }>(
  (value) => {
    const [, columns, rows] = /^(\d+)x(\d+)$/.exec(value)?.map(Number) ?? [];
    const isUsable =
      columns !== undefined &&
      rows !== undefined &&
      columns >= 1 &&
      rows >= 1 &&
      columns <= 1000 &&
      rows <= 1000;
    return isUsable ? { columns, rows } : { problem: 'a size is COLUMNSxROWS, such as `120x40`' };
  },
  { pattern: '^\\d+x\\d+$', examples: ['120x40'] },
);

/** `8080` or `8080/udp`; always returned with its protocol. */
export const port = leaf<string>(
  (value) => {
    const [, number, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(value) ?? [];
    const isPort = number !== undefined && Number(number) >= 1 && Number(number) <= 65_535;
    return isPort
      ? `${Number(number)}/${protocol}`
      : { problem: 'a port is a number up to 65535, such as `8080` or `8080/udp`' };
  },
  { type: ['string', 'integer'] },
);
