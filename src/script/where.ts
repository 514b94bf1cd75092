import { resolve } from 'node:path';
import type { Place } from '../errors/script.js';
import type { Session } from './model.js';

/** Where something stands, as it is told to who has the script before them. */
export interface Where {
  /** The file it stands in, where that is another one than the script's. */
  readonly file?: string;
  readonly line: number;
}

export const whereIn = (session: Session, { file, line }: Place): Where =>
  resolve(file) === session.file ? { line } : { file, line };
