import { type RunInfo } from '../../protocol';
import { formatMetric, formatSeconds } from '../../format/numbers';
import { metricLabel } from '../metricLabel';
import { parentRunTag, type RunTreeNode } from './runTree';

/** Tags by which the engine marks its runs. */
export const runTags = {
  kind: 'cuvette.kind',
  best: 'cuvette.best',
  failure: 'cuvette.failure',
  datasetPath: 'cuvette.dataset.path',
  version: 'cuvette.version',
} as const;

/** Metrics that may stand for a run in one line, when it does not say by which it was ranked. */
const usualMetrics = ['roc_auc', 'f1', 'accuracy', 'r2', 'loss'];

/** A run in a few words: its main metric with the spread over folds, and the time it took; or why it failed. */
export function runDescription(run: RunInfo): string {
  const failure = run.tags[runTags.failure];
  if (run.status === 'FAILED' && failure !== undefined) return failure;
  const parts: string[] = [];
  const metric = headline(run);
  if (metric !== undefined) {
    const spread = run.metrics[`${metric.name}_std`] ?? null;
    // Below a comparison the metric is named once, at the comparison.
    const name = run.tags[parentRunTag] === undefined ? `${metricLabel(metric.name)} ` : '';
    const plusMinus = spread === null ? '' : ` ±${formatMetric(spread)}`;
    parts.push(`${name}${formatMetric(metric.value)}${plusMinus}`);
  }
  if (run.endTime !== null && run.status === 'FINISHED') {
    parts.push(formatSeconds((run.endTime - run.startTime) / 1000));
  }
  return parts.join(' · ');
}

/** A comparison in a few words: the recommended run and its main metric. */
export function comparisonDescription({ run, children }: RunTreeNode): string {
  const best = children.find((child) => child.run.runId === run.tags[runTags.best])?.run;
  const metric = best === undefined ? undefined : headline(best);
  if (best === undefined || metric === undefined) return runDescription(run);
  return `★ ${best.name} · ${metricLabel(metric.name)} ${formatMetric(metric.value)}`;
}

/** Whether a run compares others. */
export function isComparison({ run, children }: RunTreeNode): boolean {
  return children.length > 0 || run.tags[runTags.kind] === 'comparison';
}

function headline(run: RunInfo): { readonly name: string; readonly value: number } | undefined {
  const ranking = run.params['metric'];
  for (const name of ranking === undefined ? usualMetrics : [ranking, ...usualMetrics]) {
    const value = run.metrics[name];
    if (value !== undefined && value !== null) return { name, value };
  }
  return undefined;
}
