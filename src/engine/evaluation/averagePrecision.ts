import { macroOneVersusRest } from './macroOneVersusRest';
import { requirePredictions, type Predictions } from './predictions';
import { undefinedScore, type Score } from './score';
import { thresholdCounts, type ThresholdCounts } from './thresholdCounts';

/**
 * Average precision: precision at each distinct score weighted by the recall gained there, Σ (Rᵢ − Rᵢ₋₁) Pᵢ, without
 * interpolation. Two classes: of the second class. More classes: unweighted mean over one-versus-rest values.
 *
 * Undefined (`null`) when a class has no rows. Agrees with `sklearn.metrics.average_precision_score` (`average='macro'`), rtol
 * 1e-12; scikit-learn gives 0 with a warning where no row is positive.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when the predictions do not fit together.
 */
export function averagePrecision(predictions: Predictions): Score {
  requirePredictions(predictions, 'averagePrecision');
  return macroOneVersusRest(predictions, (isPositive, scores) =>
    averagePrecisionFromCounts(thresholdCounts(isPositive, scores)),
  );
}

/** Average precision of one class; `null` without positive rows. */
export function averagePrecisionFromCounts(counts: ThresholdCounts): Score {
  const { truePositives, falsePositives, positives } = counts;
  if (positives === 0) {
    return undefinedScore('Average precision needs positive rows; here are none.');
  }
  let sum = 0;
  let lastTrue = 0;
  for (let i = 0; i < truePositives.length; i++) {
    const found = truePositives[i]!;
    sum += ((found - lastTrue) * found) / (found + falsePositives[i]!);
    lastTrue = found;
  }
  return { value: sum / positives };
}
