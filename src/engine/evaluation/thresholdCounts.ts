import { parameterError } from '../../protocol';

/**
 * What a decision at each distinct score would count: element i is the outcome of calling every row with a score of at
 * least `thresholds[i]` positive. Rows with equal scores cross together, so the order of the rows does not matter.
 */
export interface ThresholdCounts {
  /** Distinct scores, descending. */
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Counts true and false positives at every distinct score; the common ground of ROC and precision–recall.
 *
 * Cost: O(n log n). Agrees with scikit-learn's `confusion_matrix_at_thresholds`, exactly.
 *
 * @param isPositive 1 where a row is of the positive class, else 0; shape (n)
 * @param scores larger means more likely positive; finite, shape (n)
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a score is not finite.
 */
export function thresholdCounts(isPositive: Uint8Array, scores: Float64Array): ThresholdCounts {
  const n = scores.length;
  if (isPositive.length !== n) {
    throw parameterError('isPositive', 'thresholdCounts', `of length ${n}`, isPositive.length);
  }
  // Sorting each class's scores by themselves uses the typed arrays' numeric sort, an order faster than sorting indices.
  const groups = [new Float64Array(n), new Float64Array(n)] as const;
  const sizes: [number, number] = [0, 0];
  for (let i = 0; i < n; i++) {
    const score = scores[i]!;
    if (!Number.isFinite(score)) {
      throw parameterError('scores', 'thresholdCounts', 'finite', score);
    }
    const group = isPositive[i] === 1 ? 1 : 0;
    groups[group][sizes[group]++] = score;
  }
  const [negatives, positives] = sizes;
  const negativeScores = groups[0].subarray(0, negatives).sort();
  const positiveScores = groups[1].subarray(0, positives).sort();

  const thresholds = new Float64Array(n);
  const truePositives = new Float64Array(n);
  const falsePositives = new Float64Array(n);
  let tp = 0;
  let fp = 0;
  let count = 0;
  while (tp < positives || fp < negatives) {
    const nextPositive = tp < positives ? positiveScores[positives - 1 - tp]! : -Infinity;
    const nextNegative = fp < negatives ? negativeScores[negatives - 1 - fp]! : -Infinity;
    const threshold = Math.max(nextPositive, nextNegative);
    while (tp < positives && positiveScores[positives - 1 - tp] === threshold) tp++;
    while (fp < negatives && negativeScores[negatives - 1 - fp] === threshold) fp++;
    thresholds[count] = threshold;
    truePositives[count] = tp;
    falsePositives[count] = fp;
    count++;
  }
  return {
    thresholds: thresholds.slice(0, count),
    truePositives: truePositives.slice(0, count),
    falsePositives: falsePositives.slice(0, count),
    positives,
    negatives,
  };
}
