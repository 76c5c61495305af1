import type { PrecisionRecallCurve } from '../../protocol';
import { thinCurve } from './thinCurve';
import type { ThresholdCounts } from './thresholdCounts';

/**
 * Precision against recall over all thresholds, from everything called positive (recall 1) to nothing (precision 1, recall 0, a
 * point by convention, whose threshold is `null`). Longer curves are thinned without moving their upper convex hull.
 *
 * Agrees with `sklearn.metrics.precision_recall_curve` as long as `maxPoints` is not reached; there the last threshold is left out.
 *
 * @param counts as of `thresholdCounts`
 * @param maxPoints at least 2, default 500
 * @returns thresholds ascending; `null` without positive rows
 */
export function precisionRecallCurve(
  counts: ThresholdCounts,
  maxPoints = 500,
): PrecisionRecallCurve | null {
  const { thresholds, truePositives, falsePositives, positives } = counts;
  if (positives === 0) return null;
  const n = thresholds.length;
  const recall = new Float64Array(n + 1);
  const precision = new Float64Array(n + 1);
  precision[0] = 1;
  for (let i = 0; i < n; i++) {
    recall[i + 1] = truePositives[i]! / positives;
    precision[i + 1] = truePositives[i]! / (truePositives[i]! + falsePositives[i]!);
  }
  const shown = Array.from(thinCurve(recall, precision, maxPoints)).reverse();
  return {
    precision: shown.map((i) => precision[i]!),
    recall: shown.map((i) => recall[i]!),
    thresholds: shown.map((i) => (i === 0 ? null : thresholds[i - 1]!)),
  };
}
