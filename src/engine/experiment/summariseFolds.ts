import { classificationMetrics, type MetricName, type MetricSummary } from '../../protocol';
import type { Score } from '../evaluation/score';

/**
 * Every metric over the folds: mean and sample standard deviation (ddof 1) of the folds in which it exists. Where it does not exist
 * in some fold, or there are too few for a deviation, `reasons` says so.
 *
 * @param scores per fold
 */
export function summariseFolds(
  scores: readonly Readonly<Record<MetricName, Score>>[],
): Record<MetricName, MetricSummary> {
  const summaries = classificationMetrics.map(
    (name) => [name, summarise(scores.map((fold) => fold[name]))] as const,
  );
  return Object.fromEntries(summaries) as Record<MetricName, MetricSummary>;
}

function summarise(scores: readonly Score[]): MetricSummary {
  const folds = scores.map(({ value }) => value);
  const values = folds.filter((value) => value !== null);
  const reason = scores.find(({ value }) => value === null)?.reason;
  const mean = values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
  const std =
    mean === null || values.length < 2
      ? null
      : Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
  const reasons = {
    ...(reason === undefined ? {} : { folds: reason }),
    ...(reason === undefined ? {} : { mean: meanReason(values.length, folds.length) }),
    ...(std === null ? { std: 'A deviation needs two folds with a value.' } : {}),
  };
  return { mean, std, folds, ...(Object.keys(reasons).length === 0 ? {} : { reasons }) };
}

function meanReason(defined: number, all: number): string {
  return defined === 0
    ? 'The metric has no value in any fold.'
    : `The mean of the ${defined} of ${all} folds in which the metric has a value.`;
}
