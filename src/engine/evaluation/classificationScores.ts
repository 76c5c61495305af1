import type { MetricName } from '../../protocol';
import { averagePrecisionFromCounts, averagePrecision } from './averagePrecision';
import { brierScore } from './brierScore';
import { confusionCounts } from './confusionCounts';
import { decisionScores } from './decisionScores';
import { logLoss } from './logLoss';
import {
  oneVersusRest,
  predictedClasses,
  requirePredictions,
  type Predictions,
} from './predictions';
import { rocAuc, rocAucFromCounts } from './rocAuc';
import type { Score } from './score';
import { thresholdCounts } from './thresholdCounts';

/**
 * Every metric of a classifier on one set of rows.
 *
 * @param predictions of rows whose class is known
 * @param threshold probability from which the second of two classes is predicted
 * @throws {CuvetteError} PARAMETER_INVALID when the predictions do not fit together.
 */
export function classificationScores(
  predictions: Predictions,
  threshold: number,
): Readonly<Record<MetricName, Score>> {
  requirePredictions(predictions, 'classificationScores');
  const { codes, classCount } = predictions;
  const counts = confusionCounts(codes, predictedClasses(predictions, threshold), classCount);
  return {
    ...rankingScores(predictions),
    ...decisionScores(counts, classCount),
    brier: brierScore(predictions),
    logLoss: logLoss(predictions),
  };
}

function rankingScores(predictions: Predictions): { rocAuc: Score; averagePrecision: Score } {
  if (predictions.classCount > 2) {
    return { rocAuc: rocAuc(predictions), averagePrecision: averagePrecision(predictions) };
  }
  const { isPositive, scores } = oneVersusRest(predictions, 1);
  const counts = thresholdCounts(isPositive, scores);
  return { rocAuc: rocAucFromCounts(counts), averagePrecision: averagePrecisionFromCounts(counts) };
}
