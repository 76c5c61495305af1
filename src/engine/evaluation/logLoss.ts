import { requirePredictions, type Predictions } from './predictions';
import { undefinedScore, type Score } from './score';

/**
 * Logarithmic loss: mean of −ln of the probability given to the class that came true; lower is better. Probabilities are
 * clipped to [ε, 1 − ε] with the doubles' machine epsilon ε = 2⁻⁵², so that one confident mistake costs 36, not infinity.
 *
 * Agrees with `sklearn.metrics.log_loss`, rtol 1e-12.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when the predictions do not fit together.
 */
export function logLoss(predictions: Predictions): Score {
  requirePredictions(predictions, 'logLoss');
  const { codes, probabilities, classCount } = predictions;
  if (codes.length === 0) return undefinedScore('There are no rows.');
  let sum = 0;
  for (let i = 0; i < codes.length; i++) {
    const given = probabilities[i * classCount + codes[i]!]!;
    sum -= Math.log(Math.min(Math.max(given, Number.EPSILON), 1 - Number.EPSILON));
  }
  return { value: sum / codes.length };
}
