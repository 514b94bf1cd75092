import { Chalk } from 'chalk';
import type { ImageSummary, RunSummary } from '../events.js';
import type { LayerReview } from '../events/layer.js';
import { formatEntry } from './changes.js';
import { fakeCallRows } from './fake-calls.js';
import { describeReview, renderReview } from './review.js';
import { formatRows } from './table.js';
import { auditRows, foldPaths } from './audit.js';
import { cleanLine } from './text.js';
import { formatBytes, formatCount, formatDuration } from './units.js';

export interface SummaryLook {
  readonly color: boolean;
  /** Width of what a layer would hold; default 80. */
  readonly columns?: number;
}

/** What a person reads when a run is over, ended by a line feed. Of a failure it says what is left; `renderFailure` says why. */
export function renderSummary(summary: RunSummary, { color, columns }: SummaryLook): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const { session, durationMs, image, audit, excluded, review, changes } = summary;
  const { leftOut, fakeCalls, phases, recording, kept, error } = summary;
  const took = formatDuration(durationMs);
  const unsealed = image === undefined && error === undefined ? review : undefined;
  const title =
    error === undefined
      ? `${chalk.green('done')} in ${took}`
      : `${chalk.red('failed')} after ${took} (${error.code})`;
  const rows = formatRows(
    [
      ['image', ...(image === undefined ? [] : [image.id, ...formatLayers(image)])],
      ['tags', ...(image?.tags ?? [])],
      ...(audit === undefined ? [] : auditRows(audit)),
      ['excluded', ...foldPaths(excluded ?? [])],
      ['layer', ...(unsealed === undefined ? [] : [describeReview(unsealed), 'nothing was sealed'])],
      ...fakeCallRows(fakeCalls ?? []),
      ['left out', ...leftOut.map(({ name, sizeBytes }) => `${name} (${formatBytes(sizeBytes)})`)],
      ['phases', ...joined(phases.map((each) => `${each.phase} ${formatDuration(each.durationMs)}`))],
      ['recording', ...(recording === undefined ? [] : [recording])],
      ['kept', ...(kept === undefined ? [] : [`container ${kept.container}`])],
      ['enter', ...(kept === undefined ? [] : [kept.enter])],
      ['inputs', ...(kept?.inputs === undefined ? [] : [`stay in ${kept.inputs} for it`])],
      ['remove', ...(kept === undefined ? [] : [kept.remove])],
    ],
    chalk.dim,
  );
  const all = [
    `${chalk.bold(cleanLine(session))}: ${title}`,
    ...rows,
    ...(unsealed === undefined
      ? []
      : reviewed(unsealed, { color, ...(columns === undefined ? {} : { columns }) })),
    ...(changes === undefined ? [] : ['', ...changes.map(formatEntry)]),
  ];
  return `${all.join('\n')}\n`;
}

/** Its blocks; the sentence above them is a row of the summary. */
function reviewed(review: LayerReview, look: SummaryLook): string[] {
  return renderReview(review, look).trimEnd().split('\n').slice(1);
}

function formatLayers({ layersOverBase, addedBytes, sizeBytes }: ImageSummary): string[] {
  const layers = `${formatCount(layersOverBase)} ${layersOverBase === 1 ? 'layer' : 'layers'} over the base`;
  return [`${formatBytes(sizeBytes)}, ${layers} with ${formatBytes(addedBytes)}`];
}

const joined = (parts: readonly string[]): string[] => (parts.length === 0 ? [] : [parts.join(', ')]);
