/** A module for `node --import`: ends a recorder by SIGKILL at one place of the rewrite of its recording, which KILL_AT names. */
export const killInRewrite = String.raw`import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const place = process.env.KILL_AT;
const { openSync, fsyncSync, renameSync } = fs;
const die = () => process.kill(process.pid, 'SIGKILL');
/** How often a recording was begun: the first is the empty one, each further one a rewrite. */
let begun = 0;
let descriptor;
const isRewrite = () => begun > 1;

fs.openSync = (path, ...rest) => {
  const opened = openSync(path, ...rest);
  if (/\.cast\.\d+\.new$/.test(String(path))) [begun, descriptor] = [begun + 1, opened];
  return opened;
};
fs.fsyncSync = (given) => {
  const isOurs = isRewrite() && given === descriptor;
  if (isOurs && place === 'before it is on the disk') die();
  fsyncSync(given);
  if (isOurs && place === 'once it is on the disk') die();
};
fs.renameSync = (from, to) => {
  const isOurs = isRewrite() && String(to).endsWith('.cast');
  if (isOurs && place === 'before it has its name') die();
  renameSync(from, to);
  if (isOurs && place === 'once it has its name') die();
};
syncBuiltinESMExports();
`;
