export type { Finding as AuditFinding } from '../errors/run.js';

/** Places that are no paths. */
export const configurationPlace = 'image:configuration';
export const historyPlace = 'image:history';
