import { parameterError } from '../../protocol';
import { quantile } from './quantile';

/** A sample as its distinct values in ascending order, or sorted with repetitions. */
export interface CountedValues {
  /** Ascending, finite. */
  readonly values: Float64Array;
  /** How often each value occurs; `null` where every entry stands for one row. */
  readonly counts: Float64Array | null;
  /** Sum of the counts. */
  readonly n: number;
}

/**
 * A sample from its finite values, which are sorted in place.
 *
 * @example
 * sortedValues(Float64Array.of(3, 1, 2)).values; // Float64Array [1, 2, 3]
 */
export function sortedValues(values: Float64Array): CountedValues {
  return { values: values.sort(), counts: null, n: values.length };
}

/**
 * A sample from distinct values and how often each occurs.
 *
 * @param values ascending, finite, shape (k)
 * @param counts ≥ 0, shape (k)
 * @throws {CuvetteError} PARAMETER_INVALID when there are not as many counts as values.
 *
 * @example
 * countedValues(Float64Array.of(1, 5), Float64Array.of(2, 3)).n; // 5
 */
export function countedValues(values: Float64Array, counts: Float64Array): CountedValues {
  if (values.length !== counts.length) {
    throw parameterError('counts', 'countedValues', `of length ${values.length}`, counts.length);
  }
  return { values, counts, n: counts.reduce((sum, count) => sum + count, 0) };
}

/**
 * Visits the distinct values of two samples together, in ascending order, with the number of entries of each sample up to and
 * including the value.
 *
 * **Cost:** one pass over both.
 */
export function walkTogether(
  reference: CountedValues,
  current: CountedValues,
  visit: (value: number, referenceCount: number, currentCount: number) => void,
): void {
  const a = reference.values;
  const b = current.values;
  let i = 0;
  let j = 0;
  let below = 0;
  let belowCurrent = 0;
  while (i < a.length || j < b.length) {
    const value = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i]! : b[j]!;
    for (; i < a.length && a[i] === value; i++) below += reference.counts?.[i] ?? 1;
    for (; j < b.length && b[j] === value; j++) belowCurrent += current.counts?.[j] ?? 1;
    visit(value, below, belowCurrent);
  }
}

/**
 * The `q`-quantile of a counted sample by linear interpolation at position (n − 1)·q: Hyndman and Fan's type 7, as if every value
 * were repeated by its count.
 *
 * @param sample values and counts
 * @param q in [0, 1]
 * @returns `null` for an empty sample
 * @throws {CuvetteError} PARAMETER_INVALID when `q` is outside [0, 1].
 *
 * **Agrees with** `numpy.quantile(numpy.repeat(values, counts), q)`, rel 1e-15.
 *
 * @example
 * countedQuantile(countedValues(Float64Array.of(1, 2), Float64Array.of(3, 1)), 0.5); // 1
 */
export function countedQuantile(sample: CountedValues, q: number): number | null {
  const { values, counts, n } = sample;
  if (counts === null) return quantile(values, q);
  if (!(q >= 0 && q <= 1)) throw parameterError('q', 'countedQuantile', 'a number in [0, 1]', q);
  if (n === 0) return null;
  const position = (n - 1) * q;
  const below = Math.floor(position);
  let i = 0;
  let reached = counts[0]!;
  while (reached <= below) reached += counts[++i]!;
  const low = values[i]!;
  if (reached > below + 1 || below + 1 >= n) return low;
  let next = i + 1;
  while (counts[next] === 0) next++;
  return quantile(Float64Array.of(low, values[next]!), position - below);
}
