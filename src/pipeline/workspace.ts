import { join } from 'node:path';
import type { RunEvent } from '../events.js';
import type { Cleanup } from './cleanup.js';
import { bringInput } from './inputs/bring-input.js';
import { removeTree } from './inputs/remove-tree.js';
import type { Ledger } from './ledger.js';
import { makeDirectory } from './make-directory.js';
import { namesOf } from './names.js';
import type { Plan } from './plan.js';
import type { RunParts } from './run-parts.js';
import { optional } from './step-context.js';

/** The run's own directory: its copy of every input, and whatever `prepare` makes of them. */
export interface Workspace {
  readonly directory: string;
  /** Input name to its path in the workspace. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly sizes: readonly { readonly name: string; readonly sizeBytes: number }[];
}

export interface WorkspaceOptions {
  readonly result: RunParts['result'];
  readonly plan: Plan;
  readonly ledger: Ledger;
  readonly cleanup: Cleanup;
  readonly emit: (event: RunEvent) => void;
  readonly cancelSignal?: AbortSignal;
}

/** Makes the workspace with every input checked and unpacked; the cleanup removes it. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const { plan, ledger, cleanup, emit } = options;
  const directory = join(plan.temporaryDirectory, namesOf(plan.runId).workspace);
  ledger.note({ paths: [directory] });
  makeDirectory({ path: directory, variable: 'TMPDIR', isShared: false });
  // The container that is kept still has them mounted.
  cleanup.add(`remove ${directory}`, async () => {
    if (options.result.kept?.inputs !== directory) await removeTree(directory);
  });
  const inputs: Record<string, string> = {};
  const sizes: { name: string; sizeBytes: number }[] = [];
  for (const input of plan.session.inputs) {
    emit({ kind: 'progress', what: `input ${input.name}` });
    const { path, sizeBytes } = await bringInput({
      name: input.name,
      source: plan.inputs[input.name] ?? '',
      destination: join(directory, input.name),
      ...optional('sha256', input.sha256),
      ...optional('unpack', input.unpack),
      ...optional('mode', input.mode),
      ...optional('cancelSignal', options.cancelSignal),
    });
    inputs[input.name] = path;
    sizes.push({ name: input.name, sizeBytes });
  }
  return { directory, inputs, sizes };
}
