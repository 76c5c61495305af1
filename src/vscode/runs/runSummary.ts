import { type RunInfo } from '../../protocol';
import { formatMetric, formatSeconds } from '../../format/numbers';
import { type RunTreeNode } from './runTree';

/** Metrics that may stand for a run in one line, by the names they have in the store. */
const headlineMetrics = [
  ['roc_auc', 'ROC-AUC'],
  ['f1', 'F1'],
  ['accuracy', 'accuracy'],
] as const;

/** A run in a few words: its main metric with the spread over folds, and the time it took. */
export function runDescription(run: RunInfo): string {
  const parts: string[] = [];
  const headline = headlineOf(run);
  if (headline !== undefined) {
    const spread = run.metrics[`${headline.name}_std`];
    parts.push(
      `${formatMetric(headline.value)}${spread === undefined ? '' : ` ±${formatMetric(spread)}`}`,
    );
  }
  if (run.endTime !== null && run.status === 'FINISHED') {
    parts.push(formatSeconds((run.endTime - run.startTime) / 1000));
  }
  return parts.join(' · ');
}

/** A comparison in a few words: the run that scores highest, and its main metric. */
export function comparisonDescription({ run, children }: RunTreeNode): string {
  const [name, title] = headlineMetrics[0];
  const best = children
    .map((child) => child.run)
    .filter((child) => (child.metrics[name] ?? null) !== null)
    .toSorted((a, b) => (b.metrics[name] ?? 0) - (a.metrics[name] ?? 0))[0];
  if (best === undefined) return runDescription(run);
  return `★ ${best.name} · ${title} ${formatMetric(best.metrics[name])}`;
}

function headlineOf(run: RunInfo): { readonly name: string; readonly value: number } | undefined {
  for (const [name] of headlineMetrics) {
    const value = run.metrics[name];
    if (value !== undefined && value !== null) return { name, value };
  }
  return undefined;
}
