import { Chalk } from 'chalk';
import type { ImageSummary, RunSummary } from '../events.js';
import { countKinds, formatChanges } from './changes.js';
import { formatRows } from './table.js';
import { auditRows } from './audit.js';
import { cleanLine } from './text.js';
import { formatBytes, formatCount, formatDuration } from './units.js';

/** What a person reads when a run is over, ended by a line feed. Of a failure it says what is left; `renderFailure` says why. */
export function renderSummary(summary: RunSummary, { color }: { readonly color: boolean }): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const { session, durationMs, image, audit, changes, leftOut, phases, recording, kept, error } = summary;
  const took = formatDuration(durationMs);
  const title =
    error === undefined
      ? `${chalk.green('done')} in ${took}`
      : `${chalk.red('failed')} after ${took} (${error.code})`;
  const rows = formatRows(
    [
      ['image', ...(image === undefined ? [] : [image.id, ...formatLayers(image)])],
      ['tags', ...(image?.tags ?? [])],
      ...(audit === undefined ? [] : auditRows(audit)),
      ['changes', ...(changes === undefined ? [] : [`${describeChanges(changes)}; nothing was sealed`])],
      ['left out', ...leftOut.map(({ name, sizeBytes }) => `${name} (${formatBytes(sizeBytes)})`)],
      ['phases', ...joined(phases.map((each) => `${each.phase} ${formatDuration(each.durationMs)}`))],
      ['recording', ...(recording === undefined ? [] : [recording])],
      ['kept', ...(kept === undefined ? [] : [`container ${kept.container}`])],
      ['enter', ...(kept === undefined ? [] : [kept.enter])],
      ['remove', ...(kept === undefined ? [] : [kept.remove])],
    ],
    chalk.dim,
  );
  const inside = formatChanges(changes ?? []).map((line) => `  ${line}`);
  const all = [
    `${chalk.bold(cleanLine(session))}: ${title}`,
    ...rows,
    ...(inside.length > 0 ? ['', ...inside] : []),
  ];
  return `${all.join('\n')}\n`;
}

function formatLayers({ layersOverBase, addedBytes, sizeBytes }: ImageSummary): string[] {
  const layers = `${formatCount(layersOverBase)} ${layersOverBase === 1 ? 'layer' : 'layers'} over the base`;
  return [`${formatBytes(sizeBytes)}, ${layers} with ${formatBytes(addedBytes)}`];
}

const describeChanges = (changes: NonNullable<RunSummary['changes']>): string =>
  changes.length === 0 ? 'none' : countKinds(changes);

const joined = (parts: readonly string[]): string[] => (parts.length === 0 ? [] : [parts.join(', ')]);
