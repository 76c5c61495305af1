import { parameterError } from '../../protocol';
import { finiteValues } from './finiteValues';

/**
 * The `q`-quantile by linear interpolation between the order statistics around position (n − 1)·q: Hyndman and Fan's type 7,
 * the default of numpy, pandas and R.
 *
 * @param sorted ascending, without NaN, shape (n)
 * @param q in [0, 1]
 * @returns `null` when there are no values, or when the two neighbours are −∞ and ∞
 * @throws {CuvetteError} PARAMETER_INVALID when `q` is outside [0, 1].
 *
 * **Agrees with** `numpy.quantile(method='linear')`, exactly.
 *
 * **Reference:** Hyndman and Fan (1996), The American Statistician 50, 361–365.
 *
 * @example
 * quantile(Float64Array.of(1, 2, 3, 4), 0.5); // 2.5
 */
export function quantile(sorted: Float64Array, q: number): number | null {
  if (!(q >= 0 && q <= 1)) throw parameterError('q', 'quantile', 'a number in [0, 1]', q);
  const n = sorted.length;
  if (n === 0) return null;
  const position = (n - 1) * q;
  const index = Math.min(Math.floor(position), n - 1);
  const lower = sorted[index]!;
  const upper = sorted[Math.min(index + 1, n - 1)]!;
  const weight = position - index;
  if (weight === 0 || lower === upper) return lower;
  const step = upper - lower;
  // Interpolating from the nearer end is what numpy does; it makes the result monotone in q.
  const value = weight < 0.5 ? lower + step * weight : upper - step * (1 - weight);
  return Number.isNaN(value) ? null : value;
}

/**
 * Median absolute deviation from the median, unscaled (multiply by 1.4826 to estimate a normal standard deviation).
 *
 * @param values shape (n); not changed
 * @returns `null` when no value is finite
 *
 * **Missing values:** NaN and infinities are left out. **Cost:** two sorts.
 *
 * **Agrees with** `scipy.stats.median_abs_deviation`, exactly.
 *
 * @example
 * medianAbsoluteDeviation(Float64Array.of(1, 1, 2, 2, 4, 6, 9)); // 1
 */
export function medianAbsoluteDeviation(values: Float64Array): number | null {
  const finite = finiteValues(values).sort();
  const median = quantile(finite, 0.5);
  if (median === null) return null;
  for (let i = 0; i < finite.length; i++) finite[i] = Math.abs(finite[i]! - median);
  return quantile(finite.sort(), 0.5);
}
