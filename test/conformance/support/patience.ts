/**
 * By how much the limits of the cases themselves are stretched, `CONFORMANCE_PATIENCE`; default 1. On a machine with eight times the
 * work it can do everything takes eight times as long: what comes of a case must be the same.
 */
export const patience = Number(process.env['CONFORMANCE_PATIENCE'] ?? 1);
