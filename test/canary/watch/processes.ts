import { readdirSync, readFileSync } from 'node:fs';
import type { Evidence } from '../scanner/scan.js';

/** Whose a process is: the command line itself, its watcher, a program it got a secret from, a container's, anybody else's; of one that was gone at once nobody knows. */
type Owner = 'unattend' | 'watcher' | 'source' | 'container' | 'other' | 'gone';

/** Looks at the list of processes again and again until it is stopped; each command line and environment is kept once. */
export interface ProcessWatch {
  stop(): readonly Evidence[];
}

const everyMs = 5;

/** Looks at all processes that are not there yet. */
export function watchProcesses(): ProcessWatch {
  const before = new Set(processIds());
  const seen = new Map<string, readonly Evidence[]>();
  /** The processes of the command line so far. */
  const commands = new Set<string>();
  const look = (): void => {
    for (const id of processIds()) {
      if (before.has(id)) continue;
      const commandLine = read(id, 'cmdline');
      const key = `${id} ${commandLine.toString('latin1')}`;
      // A process has one environment as long as it is one program.
      if (commandLine.length > 0 && !seen.has(key)) seen.set(key, evidenceOf(id, key, commandLine, commands));
    }
  };
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      return [...seen.values()].flat();
    },
  };
}

const processIds = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/** Empty when it has ended. */
function read(id: string, name: string): Buffer {
  try {
    return readFileSync(`/proc/${id}/${name}`);
  } catch {
    return Buffer.alloc(0);
  }
}

function evidenceOf(
  id: string,
  key: string,
  commandLine: Buffer,
  commands: Set<string>,
): readonly Evidence[] {
  const parent = parentIn(read(id, 'stat').toString());
  const owner = ownerOf(commandLine.toString(), read(id, 'cgroup').toString(), commands.has(parent));
  if (owner === 'unattend') commands.add(id);
  return [
    { name: `${owner} cmdline ${key}`, pieces: [commandLine] },
    { name: `${owner} environ ${key}`, pieces: [read(id, 'environ')] },
  ];
}

function ownerOf(commandLine: string, cgroup: string, isChildOfOurs: boolean): Owner {
  if (/[/:-][\da-f]{64}/.test(cgroup)) return 'container';
  if (commandLine.includes('dist/bin/unattend.js')) return 'unattend';
  if (commandLine.includes('dist/bin/watcher.js')) return 'watcher';
  if (isChildOfOurs) return 'source';
  return cgroup === '' ? 'gone' : 'other';
}

/** Behind the name of the program, which stands in brackets. */
const parentIn = (stat: string): string => stat.slice(stat.lastIndexOf(')')).split(' ')[2] ?? '';
