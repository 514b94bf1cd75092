import { getSystemErrorMap } from 'node:util';

/** What is wrong with an input, before its name and path are known. */
export type Problem =
  /** Completes `The input "x" at PATH …`. */
  | { readonly kind: 'missing' | 'unfit'; readonly reason: string }
  /** Completes `… cannot be unpacked: …`. */
  | { readonly kind: 'archive'; readonly reason: string }
  | { readonly kind: 'tool'; readonly command: string; readonly debianPackage: string }
  | { readonly kind: 'digest'; readonly actual: string };

/** Carries a problem to `bringInput`, which makes the catalogue's failure of it. Never leaves this folder. */
export class InputProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super('reason' in problem ? problem.reason : problem.kind, options);
    this.problem = problem;
  }
}

export function archiveProblem(reason: string, cause?: unknown): InputProblem {
  return new InputProblem({ kind: 'archive', reason }, { cause });
}

/** A member's name as a message shows it: quoted, control characters escaped, cut when absurdly long. */
export function shown(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}…` : name);
}

/** Whether a thrown value is a failed system call. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'errno' in error;
}

/** The system's words for a failed call: `permission denied`. */
function systemWords(error: NodeJS.ErrnoException): string {
  return getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
}

/** A failure to read the source, or a file of it: `cannot be read: permission denied`. */
export function readProblem(error: unknown, path?: string): unknown {
  if (!isSystemError(error)) return error;
  const what = path === undefined ? '' : ` at ${shown(path)}`;
  const reason =
    error.code === 'ENOENT' ? `does not exist${what}` : `cannot be read${what}: ${systemWords(error)}`;
  return new InputProblem({ kind: 'missing', reason }, { cause: error });
}

/** A failure while the content of an archive was read: whatever a decoder says is damage, a mistake of ours is not. */
export function decodeProblem(error: unknown): unknown {
  if (error instanceof InputProblem || error instanceof TypeError || error instanceof ReferenceError)
    return error;
  if (isSystemError(error)) return readProblem(error);
  const words = error instanceof Error ? error.message : String(error);
  return archiveProblem(`it is damaged: ${words.replace(/\.$/, '')}`, error);
}
