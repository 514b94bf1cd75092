import { dirname } from 'node:path';
import { UnattendError } from '../../errors.js';
import { InputProblem, isSystemError, type Problem } from './problem.js';

/** What a failure is about. */
export interface FailedInput {
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly sha256?: string;
}

/** The expected failure a thrown value stands for; the value itself where it stands for none. */
export function inputFailure(error: unknown, input: FailedInput): unknown {
  if (error instanceof InputProblem) return problemFailure(error, error.problem, input);
  if (!isSystemError(error)) return error;
  const where = dirname(input.destination);
  const doing = `bring in the input "${input.name}"`;
  if (error.code === 'ENOSPC') {
    return new UnattendError('NO_SPACE', { doing, reason: `the disk of ${where} is full` }, { cause: error });
  }
  if (error.code === 'EDQUOT') {
    return new UnattendError(
      'NO_SPACE',
      { doing, reason: `the disk quota for ${where} is used up` },
      { cause: error },
    );
  }
  return error;
}

function problemFailure(cause: InputProblem, problem: Problem, input: FailedInput): UnattendError {
  const about = { name: input.name, path: input.source };
  switch (problem.kind) {
    case 'missing':
      return new UnattendError('INPUT_MISSING', { ...about, reason: problem.reason }, { cause });
    case 'unfit':
      return new UnattendError('INPUT_UNFIT', { ...about, reason: problem.reason }, { cause });
    case 'archive':
      return new UnattendError('INPUT_ARCHIVE', { ...about, reason: problem.reason }, { cause });
    case 'tool': {
      const { command, debianPackage } = problem;
      return new UnattendError('INPUT_TOOL', { ...about, command, debianPackage }, { cause });
    }
    case 'digest': {
      const expected = input.sha256?.toLowerCase() ?? '';
      return new UnattendError('INPUT_DIGEST', { ...about, expected, actual: problem.actual }, { cause });
    }
  }
}
