import type { ErrorName } from '../errors.js';

/**
 * Where a fault showed: in a call of the API, in the call that commits, in the stream of a program, in a question about a
 * program that was started, or in an archive the engine sends.
 */
export type Place = 'call' | 'commit' | 'stream' | 'started program' | 'archive';

export type Fault = Extract<
  ErrorName,
  | 'NO_SPACE'
  | 'ENGINE_GONE'
  | 'ENGINE_REFUSED'
  | 'COMMIT_FAILED'
  | 'STREAM_BROKEN'
  | 'ENGINE_GARBLED'
  | 'ENGINE_FAILED'
>;

/** An engine that answers 200 and says only in what follows that it does not do what it was asked for. */
export class RefusedInWords extends Error {
  override readonly name = 'RefusedInWords';
}

/** The HTTP status an engine refused a call with; `undefined` for everything else. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | null | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

/** What the engine itself said, without the client's decoration and the final full stop. */
export function wordsOf(error: unknown): string {
  const own = (error as { json?: { message?: unknown } | null } | null)?.json?.message;
  const text = typeof own === 'string' ? own : error instanceof Error ? error.message : String(error);
  return (text || codeOf(error)) // several addresses that were tried in vain have a code and no words
    .replace(/^\(HTTP code \d+\) [\w ]* - /, '')
    .trim()
    .replace(/\.$/, '');
}

/** What each kind of fault is at a place: an error status, a connection that broke, anything else. */
const FAULTS: Readonly<
  Record<Place, { readonly refused: Fault; readonly broken: Fault; readonly other: Fault }>
> = {
  call: { refused: 'ENGINE_REFUSED', broken: 'ENGINE_GARBLED', other: 'ENGINE_FAILED' },
  commit: { refused: 'COMMIT_FAILED', broken: 'ENGINE_GARBLED', other: 'COMMIT_FAILED' },
  stream: { refused: 'ENGINE_REFUSED', broken: 'STREAM_BROKEN', other: 'STREAM_BROKEN' },
  'started program': { refused: 'ENGINE_REFUSED', broken: 'ENGINE_GARBLED', other: 'ENGINE_FAILED' },
  archive: { refused: 'ENGINE_REFUSED', broken: 'ENGINE_GARBLED', other: 'ENGINE_GARBLED' },
};

/**
 * Which failure an error of an engine call is. `doesAnswer`: whether the engine answers now; of a connection that broke this
 * alone tells whether its answer was cut off or the engine has gone, for both are ECONNRESET.
 * The engine reports a full disk in words only (500, or 200 and an error in the stream), so its words are looked at.
 */
export function faultOf(error: unknown, place: Place, doesAnswer: boolean): Fault {
  const { refused, broken, other } = FAULTS[place];
  if (/no space left on device|disk quota exceeded|ENOSPC/i.test(wordsOf(error))) return 'NO_SPACE';
  if (isUnreachable(error) || !doesAnswer) return 'ENGINE_GONE';
  const status = statusOf(error);
  if (place === 'started program' && status === 404) return 'ENGINE_GONE';
  if (status !== undefined || error instanceof RefusedInWords) return refused;
  if (isBroken(error)) return broken;
  return error instanceof SyntaxError ? 'ENGINE_GARBLED' : other;
}

/** Nobody is where the engine was. */
export function isUnreachable(error: unknown): boolean {
  const syscall = (error as { syscall?: unknown } | null | undefined)?.syscall;
  const code = codeOf(error);
  return (
    ['ECONNREFUSED', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ||
    (syscall === 'connect' && ['ENOENT', 'ETIMEDOUT'].includes(code))
  );
}

/** A connection ended before what came over it did, or what came is no HTTP. */
export function isBroken(error: unknown): boolean {
  const code = codeOf(error);
  return (
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code) ||
    code.startsWith('HPE_')
  );
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
