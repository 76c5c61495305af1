import { parameterError } from '../../protocol';

/**
 * Counts of actual against predicted classes, row-major: element `actual * classCount + predicted`. Agrees with
 * `sklearn.metrics.confusion_matrix`, exactly.
 *
 * @param codes actual class per row, in [0, classCount)
 * @param predicted predicted class per row, in [0, classCount)
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a class is out of range.
 */
export function confusionCounts(
  codes: Int32Array,
  predicted: Int32Array,
  classCount: number,
): Float64Array {
  if (codes.length !== predicted.length) {
    throw parameterError(
      'predicted',
      'confusionCounts',
      `of length ${codes.length}`,
      predicted.length,
    );
  }
  const counts = new Float64Array(classCount * classCount);
  for (let i = 0; i < codes.length; i++) {
    const actual = codes[i]!;
    const called = predicted[i]!;
    const stray = [actual, called].find((code) => code < 0 || code >= classCount);
    if (stray !== undefined) {
      throw parameterError(
        'codes',
        'confusionCounts',
        `class indices in [0, ${classCount})`,
        stray,
      );
    }
    counts[actual * classCount + called]!++;
  }
  return counts;
}
