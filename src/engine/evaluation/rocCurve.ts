import type { RocCurve } from '../../protocol';
import { thinCurve } from './thinCurve';
import type { ThresholdCounts } from './thresholdCounts';

/**
 * ROC curve: true against false positive rate over all thresholds, from (0, 0) to (1, 1). Points on a straight line between
 * their neighbours are left out; longer curves are thinned without moving their convex hull.
 *
 * Agrees with `sklearn.metrics.roc_curve` (`drop_intermediate=True`) as long as `maxPoints` is not reached; the first threshold,
 * infinity there, is `null` here.
 *
 * @param counts as of `thresholdCounts`
 * @param maxPoints at least 2, default 500
 * @returns `null` without rows of both classes
 */
export function rocCurve(counts: ThresholdCounts, maxPoints = 500): RocCurve | null {
  const { thresholds, truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0 || negatives === 0) return null;
  const corners = cornerPositions(truePositives, falsePositives);
  const falseRate = new Float64Array(corners.length + 1);
  const trueRate = new Float64Array(corners.length + 1);
  corners.forEach((position, i) => {
    falseRate[i + 1] = falsePositives[position]! / negatives;
    trueRate[i + 1] = truePositives[position]! / positives;
  });
  const shown = Array.from(thinCurve(falseRate, trueRate, maxPoints));
  return {
    falsePositiveRate: shown.map((i) => falseRate[i]!),
    truePositiveRate: shown.map((i) => trueRate[i]!),
    thresholds: shown.map((i) => (i === 0 ? null : thresholds[corners[i - 1]!]!)),
  };
}

/** Positions where the direction of the curve changes, and both ends. */
function cornerPositions(truePositives: Float64Array, falsePositives: Float64Array): number[] {
  const last = truePositives.length - 1;
  const bendsAt = (counts: Float64Array, i: number): boolean =>
    counts[i + 1]! - 2 * counts[i]! + counts[i - 1]! !== 0;
  return Array.from(truePositives.keys()).filter(
    (i) => i === 0 || i === last || bendsAt(truePositives, i) || bendsAt(falsePositives, i),
  );
}
