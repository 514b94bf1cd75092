import { randomBytes } from 'node:crypto';

/** Sets what one scope leaves in a container meanwhile apart from what others do. */
export const newScopeId = (): string => randomBytes(6).toString('hex');
