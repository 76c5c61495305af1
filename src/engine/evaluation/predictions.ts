import { parameterError } from '../../protocol';

/** What a classifier said about rows whose class is known. */
export interface Predictions {
  /** Actual class per row, in [0, classCount). */
  readonly codes: Int32Array;
  /** Predicted probability of each class per row, row-major, shape (rows, classCount). */
  readonly probabilities: Float64Array;
  readonly classCount: number;
}

/**
 * Checks that the arrays of predictions fit together and hold numbers.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when lengths differ, a class is out of range or a probability is not finite.
 */
export function requirePredictions(predictions: Predictions, owner: string): void {
  const { codes, probabilities, classCount } = predictions;
  if (!Number.isInteger(classCount) || classCount < 2) {
    throw parameterError('classCount', owner, 'an integer ≥ 2', classCount);
  }
  if (probabilities.length !== codes.length * classCount) {
    throw parameterError(
      'probabilities',
      owner,
      `of length rows × classes = ${codes.length * classCount}`,
      `length ${probabilities.length}`,
    );
  }
  const stray = codes.find((code) => code < 0 || code >= classCount);
  if (stray !== undefined) {
    throw parameterError('codes', owner, `class indices in [0, ${classCount})`, stray);
  }
  const broken = probabilities.find((probability) => !Number.isFinite(probability));
  if (broken !== undefined) throw parameterError('probabilities', owner, 'finite', broken);
}

/** One class against all others: whether each row is of the class, and the probability given to it. */
export function oneVersusRest(
  predictions: Predictions,
  classIndex: number,
): { readonly isPositive: Uint8Array; readonly scores: Float64Array } {
  const { codes, probabilities, classCount } = predictions;
  const isPositive = new Uint8Array(codes.length);
  const scores = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    isPositive[i] = codes[i] === classIndex ? 1 : 0;
    scores[i] = probabilities[i * classCount + classIndex]!;
  }
  return { isPositive, scores };
}

/**
 * The class predicted for each row. Two classes: the second when its probability is at least `threshold`, as
 * scikit-learn's `FixedThresholdClassifier`. More classes: the most probable; of equally probable ones the first, as `argmax`.
 *
 * @param predictions one probability per row and class
 * @param threshold probability in [0, 1] from which the second of two classes is predicted; not used for more classes
 */
export function predictedClasses(predictions: Predictions, threshold: number): Int32Array {
  const { codes, probabilities, classCount } = predictions;
  const predicted = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const start = i * classCount;
    if (classCount === 2) {
      predicted[i] = probabilities[start + 1]! >= threshold ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let c = 1; c < classCount; c++) {
      if (probabilities[start + c]! > probabilities[start + best]!) best = c;
    }
    predicted[i] = best;
  }
  return predicted;
}
