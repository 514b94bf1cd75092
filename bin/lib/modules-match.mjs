// Exits 0 when node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json at the end
// of an installation that succeeded, and only then.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const packages = (path) => {
  try {
    return JSON.parse(readFileSync(join(process.argv[2], path), 'utf8')).packages;
  } catch {
    return undefined;
  }
};
const wanted = packages('package-lock.json') ?? {};
const present = packages('node_modules/.package-lock.json');
// Optional ones are for other platforms as a rule, and then rightly absent.
const isThere = ([path, { version, optional }]) =>
  path === '' || (present[path]?.version ?? (optional ? version : undefined)) === version;
process.exit(present !== undefined && Object.entries(wanted).every(isThere) ? 0 : 1);
