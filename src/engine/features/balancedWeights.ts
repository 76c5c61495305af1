import { parameterError } from '../../protocol';

/**
 * A weight per row that makes every class weigh the same in total: n / (classes present · rows of the row's class).
 *
 * Classes without a row do not count. The weights sum to n.
 *
 * Agrees with `sklearn.utils.class_weight.compute_sample_weight('balanced', y)`, exactly.
 *
 * @param codes class index per row, in [0, classCount)
 * @param classCount number of classes of the task
 * @throws {CuvetteError} PARAMETER_INVALID when a code is outside its range.
 *
 * @example
 * balancedWeights(Int32Array.of(0, 0, 0, 1), 2); // Float64Array [0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 2]
 */
export function balancedWeights(codes: Int32Array, classCount: number): Float64Array {
  const counts = countClasses(codes, classCount, 'balancedWeights');
  const present = counts.reduce((total, count) => total + (count > 0 ? 1 : 0), 0);
  const weights = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    weights[i] = codes.length / (present * counts[codes[i]!]!);
  }
  return weights;
}

/**
 * Rows per class.
 *
 * @param codes class index per row
 * @param classCount number of classes of the task
 * @param owner who asks, for the message
 * @throws {CuvetteError} PARAMETER_INVALID when a code is outside [0, classCount).
 *
 * @example
 * countClasses(Int32Array.of(0, 2, 2), 3, 'example'); // Int32Array [1, 0, 2]
 */
export function countClasses(codes: Int32Array, classCount: number, owner: string): Int32Array {
  const counts = new Int32Array(classCount);
  for (const code of codes) {
    if (code < 0 || code >= classCount) {
      throw parameterError('codes', owner, `class indices in [0, ${classCount})`, code);
    }
    counts[code]!++;
  }
  return counts;
}
