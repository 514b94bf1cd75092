/* Runs commands as whole processes and takes the medians of several rounds. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const median = (numbers) =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Wall, CPU (user and system) and peak memory of one run, and the `name=number` words it printed last. */
export function runOnce({ measure, result }, [file, ...args]) {
  const run = spawnSync(measure, [result, file, ...args], {
    encoding: 'latin1',
    timeout: 900_000,
    maxBuffer: 1 << 26,
  });
  const [wall, user, system, rss, status] = readFileSync(result, 'utf8').trim().split(' ').map(Number);
  if (run.status !== 0 || status !== 0)
    throw new Error(
      `${file} ${args.join(' ')}: status ${status}\n${run.stdout.slice(-500)}${run.stderr.slice(-2000)}`,
    );
  const words = Object.fromEntries(
    [...run.stdout.slice(-400).matchAll(/(\w+)=([\d.]+)/g)].map(([, name, number]) => [name, Number(number)]),
  );
  return { wall, cpu: user + system, rss, ...words };
}

/** Runs every command once a round, one after the other, so that what slows the machine slows them all. */
export function interleave(tools, rounds, commands) {
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, command] of Object.entries(commands)) runs[name].push(runOnce(tools, command));
  return Object.fromEntries(Object.entries(runs).map(([name, list]) => [name, mediansOf(list)]));
}

function mediansOf(list) {
  return Object.fromEntries(
    Object.keys(list[0]).map((figure) => [figure, median(list.map((each) => each[figure] ?? 0))]),
  );
}
