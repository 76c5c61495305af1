import { requirePredictions, type Predictions } from './predictions';
import { undefinedScore, type Score } from './score';

/**
 * Brier score: mean squared distance between the predicted probabilities and what happened; lower is better.
 *
 * Two classes: mean (p − y)² of the second class, in [0, 1]. More classes: mean over rows of Σ over classes (p − y)², in [0, 2].
 * Agrees with `sklearn.metrics.brier_score_loss` (`scale_by_half='auto'`), rtol 1e-12.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when the predictions do not fit together.
 */
export function brierScore(predictions: Predictions): Score {
  requirePredictions(predictions, 'brierScore');
  const { codes, probabilities, classCount } = predictions;
  if (codes.length === 0) return undefinedScore('There are no rows.');
  const firstClass = classCount === 2 ? 1 : 0;
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    for (let c = firstClass; c < classCount; c++) {
      const distance = probabilities[i * classCount + c]! - (codes[i] === c ? 1 : 0);
      sum += distance * distance;
    }
  }
  return { value: sum / codes.length };
}
