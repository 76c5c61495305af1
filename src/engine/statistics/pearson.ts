import { parameterError, type Reasons } from '../../protocol';
import { tTwoSidedPValue } from './studentT';

/** Result of {@link pearson} and {@link spearman}. */
export interface CorrelationResult extends Reasons {
  /** In [−1, 1]; `null` when one variable does not vary or n < 2. */
  readonly r: number | null;
  /** Pairs used. */
  readonly n: number;
  /** t = r·√((n − 2) / (1 − r²)); `null` also for |r| = 1, where it is infinite. */
  readonly statistic: number | null;
  /** n − 2, at least 0. */
  readonly df: number;
  /** Two-sided, for the hypothesis of no correlation. */
  readonly pValue: number | null;
}

/**
 * Pearson's product-moment correlation with its t test.
 *
 * @param x shape (n)
 * @param y shape (n)
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ.
 *
 * **Missing values:** pairs with a NaN or an infinity are left out. **Cost:** two passes.
 *
 * **Agrees with** `scipy.stats.pearsonr`, r rel 1e-12, p rel 1e-10. **Differs from** it for n = 2, where SciPy says p = 1 and here
 * there is no test.
 *
 * @example
 * pearson(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 3, 2, 4)).r; // 0.8
 */
export function pearson(x: Float64Array, y: Float64Array): CorrelationResult {
  if (x.length !== y.length) {
    throw parameterError('y', 'pearson', `as long as x (${x.length})`, `${y.length} values`);
  }
  const { r, n } = pairwiseCorrelation(x, y);
  return correlationTest(r, n);
}

/**
 * The t test of a correlation coefficient: from r and n alone, as an SQL engine gives them.
 *
 * @param r in [−1, 1], or `null` when there is none
 * @param n number of pairs it was computed from
 * @throws {CuvetteError} PARAMETER_INVALID when `r` is outside [−1, 1].
 *
 * **Agrees with** the p-value of `scipy.stats.pearsonr`, rel 1e-10.
 *
 * @example
 * correlationTest(0.8, 4).statistic; // 1.885618083164127
 */
export function correlationTest(r: number | null, n: number): CorrelationResult {
  const df = Math.max(0, n - 2);
  if (r === null) {
    const reason =
      n < 2 ? 'A correlation needs at least two pairs of values.' : 'A variable does not vary.';
    const reasons = { r: reason, statistic: reason, pValue: reason };
    return { r, n, statistic: null, df, pValue: null, reasons };
  }
  if (!(Math.abs(r) <= 1)) {
    throw parameterError('r', 'correlationTest', 'a number in [−1, 1] or null', r);
  }
  if (df === 0) {
    const reason = 'With two pairs of values the correlation is always −1 or 1.';
    return {
      r,
      n,
      statistic: null,
      df,
      pValue: null,
      reasons: { statistic: reason, pValue: reason },
    };
  }
  const unexplained = (1 - r) * (1 + r);
  if (unexplained === 0) {
    const reasons = { statistic: 'The correlation is perfect: t is infinite.' };
    return { r, n, statistic: null, df, pValue: 0, reasons };
  }
  const statistic = r * Math.sqrt(df / unexplained);
  return { r, n, statistic, df, pValue: tTwoSidedPValue(statistic, df) };
}

/** Correlation over the pairs in which both values are finite. */
export function pairwiseCorrelation(
  x: Float64Array,
  y: Float64Array,
): { readonly r: number | null; readonly n: number } {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    // 0·x is 0 exactly for finite x, NaN otherwise.
    if (0 * x[i]! + 0 * y[i]! !== 0) continue;
    n++;
    sumX += x[i]!;
    sumY += y[i]!;
  }
  const meanX = sumX / n;
  const meanY = sumY / n;
  let restX = 0;
  let restY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    if (0 * dx + 0 * dy !== 0) continue;
    restX += dx;
    restY += dy;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  xx -= (restX * restX) / n;
  yy -= (restY * restY) / n;
  xy -= (restX * restY) / n;
  if (n < 2 || !variesBeyondRounding(xx, n, meanX) || !variesBeyondRounding(yy, n, meanY)) {
    return { r: null, n };
  }
  return { r: normalized(xy, xx, yy), n };
}

/** xy / √(xx·yy), within [−1, 1]: one root for exact ±1 on proportional data, two where the product leaves the range. */
export function normalized(xy: number, xx: number, yy: number): number {
  const product = xx * yy;
  const isSafe = product > 1e-290 && product < 1e290;
  const scale = isSafe ? Math.sqrt(product) : Math.sqrt(xx) * Math.sqrt(yy);
  return Math.max(-1, Math.min(1, xy / scale));
}

/** False for a sum of squared deviations that the rounding of n values around `mean` can make by itself. */
export function variesBeyondRounding(sumOfSquares: number, n: number, mean: number): boolean {
  return sumOfSquares > n * (2 ** -52 * mean) ** 2;
}
