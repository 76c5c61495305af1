import { oneVersusRest, type Predictions } from './predictions';
import type { Score } from './score';

/**
 * A two-class measure for any number of classes: of the second class when there are two, else the unweighted mean over
 * every class against the rest. Undefined when it is undefined for one class.
 */
export function macroOneVersusRest(
  predictions: Predictions,
  measure: (isPositive: Uint8Array, scores: Float64Array) => Score,
): Score {
  const { classCount } = predictions;
  if (classCount === 2) {
    const { isPositive, scores } = oneVersusRest(predictions, 1);
    return measure(isPositive, scores);
  }
  let sum = 0;
  for (let c = 0; c < classCount; c++) {
    const { isPositive, scores } = oneVersusRest(predictions, c);
    const { value, reason } = measure(isPositive, scores);
    if (value === null)
      return { value, reason: `Class ${c + 1} of ${classCount}: ${reason ?? ''}` };
    sum += value;
  }
  return { value: sum / classCount };
}
