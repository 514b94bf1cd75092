import type { Import } from './imports.js';

/**
 * The rooms from the top to the bottom. A room imports itself and rooms further down; rooms of one level do not import
 * each other. Files beside the rooms (`errors.ts`, `redact.ts`, `events.ts`, `screen.ts`,
 * `running-time.ts`, `sync-directory.ts`) and `errors/` are the floor.
 */
const levels: readonly (readonly string[])[] = [
  ['index'],
  ['cli'],
  ['report', 'recording', 'pipeline'],
  ['scope', 'audit', 'script', 'library'],
  ['session', 'engine'],
  ['terminal', 'dialogue'],
  ['events', 'screen', 'running-time', 'sync-directory'],
  ['redact'],
  ['errors'],
];

/** Packages that only some files may import. */
const keptPackages: readonly (readonly [name: string, mayImport: (file: string) => boolean, who: string])[] =
  [
    ['node-pty', (file) => /^terminal\/host/.test(file), 'terminal/host*'],
    ['dockerode', (file) => file.startsWith('engine/'), 'engine/'],
    ['chalk', (file) => /^(cli|report)\//.test(file), 'cli/ and report/'],
    ['zod', (file) => file.startsWith('script/') || file === 'index.ts', 'script/ and index.ts'],
    ['yaml', (file) => file.startsWith('script/'), 'script/'],
  ];

export function roomOf(file: string): string {
  return file.split('/')[0]?.replace(/\.ts$/, '') ?? '';
}

const levelOf = (file: string): number => levels.findIndex((rooms) => rooms.includes(roomOf(file)));

/** What the imports break, one sentence each. */
export function violations(imports: readonly Import[]): readonly string[] {
  return [...imports.flatMap(violation), ...cycles(imports)];
}

function violation({ from, to, isPackage }: Import): readonly string[] {
  if (isPackage) {
    const rule = keptPackages.find(([name]) => to === name || to.startsWith(`${name}/`));
    return rule === undefined || rule[1](from) ? [] : [`${from} imports ${to}: only ${rule[2]} may`];
  }
  if (levelOf(from) < 0) return [`${from} is in no room`];
  if (roomOf(from) === roomOf(to)) return [];
  // The engine's terminals are a kind of the terminal room's port.
  if (levelOf(from) > levelOf(to)) return [`${from} imports ${to}: ${roomOf(to)} lies above ${roomOf(from)}`];
  if (levelOf(from) === levelOf(to))
    return [`${from} imports ${to}: rooms of one level do not import each other`];
  return [];
}

/** Files that import each other in a circle, each circle once, as a path. */
function cycles(imports: readonly Import[]): readonly string[] {
  const graph = new Map<string, string[]>();
  for (const { from, to, isPackage } of imports)
    if (!isPackage) graph.set(from, [...(graph.get(from) ?? []), to]);
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(' -> ')}`);
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}
