import { macroOneVersusRest } from './macroOneVersusRest';
import { requirePredictions, type Predictions } from './predictions';
import { undefinedScore, type Score } from './score';
import { thresholdCounts, type ThresholdCounts } from './thresholdCounts';

/**
 * Area under the ROC curve: the probability that a random positive row scores above a random negative one, ties counting
 * one half. Two classes: of the second class. More classes: unweighted mean over one-versus-rest areas.
 *
 * Undefined (`null`) when a class has no rows. Agrees with `sklearn.metrics.roc_auc_score` (multi-class with
 * `multi_class='ovr', average='macro'`), rtol 1e-12.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when the predictions do not fit together.
 */
export function rocAuc(predictions: Predictions): Score {
  requirePredictions(predictions, 'rocAuc');
  return macroOneVersusRest(predictions, (isPositive, scores) =>
    rocAucFromCounts(thresholdCounts(isPositive, scores)),
  );
}

/** Area under the ROC curve of one class, by the trapezoid rule on exact counts; `null` without rows of both kinds. */
export function rocAucFromCounts(counts: ThresholdCounts): Score {
  const { truePositives, falsePositives, positives, negatives } = counts;
  if (positives === 0 || negatives === 0) {
    return undefinedScore(
      `ROC-AUC needs rows of both kinds; here are ${positives} positive and ${negatives} negative.`,
    );
  }
  let twiceArea = 0;
  let lastTrue = 0;
  let lastFalse = 0;
  for (let i = 0; i < truePositives.length; i++) {
    twiceArea += (falsePositives[i]! - lastFalse) * (truePositives[i]! + lastTrue);
    lastTrue = truePositives[i]!;
    lastFalse = falsePositives[i]!;
  }
  return { value: twiceArea / (2 * positives * negatives) };
}
