import type { Reasons } from '../../protocol';
import { normalLogSf } from './distributions';
import { finiteValues } from './finiteValues';
import { moments, standardDeviation } from './moments';

/** Result of {@link andersonDarling}. */
export interface AndersonDarlingResult extends Reasons {
  /** A², not adjusted for n. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Values used. */
  readonly n: number;
}

/** Smallest sample for which the approximation of p was made. */
export const andersonDarlingMinN = 8;
/** Beyond this adjusted A² the approximation of p ends. */
const largestAdjusted = 13;

/**
 * The Anderson–Darling test of normality, mean and standard deviation (ddof 1) estimated:
 * A² = −n − Σ (2i − 1)·(ln Φ(z₍ᵢ₎) + ln(1 − Φ(z₍ₙ₊₁₋ᵢ₎))) / n. It weighs the tails more than other tests do.
 *
 * p by D'Agostino and Stephens' formula in A²·(1 + 0.75/n + 2.25/n²); where that exceeds 13, p is given as at 13 (about 1e-30).
 *
 * @param values shape (n), in any order; n ≥ 8
 *
 * **Missing values:** NaN and infinities are left out. **Cost:** a sort.
 *
 * **Agrees with** the statistic of `scipy.stats.anderson(dist='norm')`, rel 1e-9, and the p of
 * `statsmodels.stats.diagnostic.normal_ad`, rel 1e-8 (which says 0 beyond 13).
 *
 * **Reference:** D'Agostino and Stephens (1986), Goodness-of-Fit Techniques, table 4.9.
 *
 * @example
 * andersonDarling(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)).statistic; // 0.13400045881773…
 */
export function andersonDarling(values: Float64Array): AndersonDarlingResult {
  const sorted = finiteValues(values).sort();
  const n = sorted.length;
  const notTested = (reason: string): AndersonDarlingResult => ({
    statistic: null,
    pValue: null,
    n,
    reasons: { statistic: reason, pValue: reason },
  });
  if (n < andersonDarlingMinN) {
    return notTested(`The Anderson–Darling test needs at least ${andersonDarlingMinN} values.`);
  }
  const described = moments(sorted);
  const deviation = standardDeviation(described);
  if (sorted[0] === sorted[n - 1] || deviation === null || !(deviation > 0)) {
    return notTested('All values are equal.');
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const low = (sorted[i]! - described.mean) / deviation;
    const high = (sorted[n - 1 - i]! - described.mean) / deviation;
    sum += (2 * i + 1) * (normalLogSf(-low) + normalLogSf(high));
  }
  const statistic = -n - sum / n;
  return { statistic, pValue: pValueOf(statistic * (1 + 0.75 / n + 2.25 / (n * n))), n };
}

function pValueOf(adjusted: number): number {
  const a = Math.min(adjusted, largestAdjusted);
  if (a < 0.2) return 1 - Math.exp(-13.436 + 101.14 * a - 223.73 * a * a);
  if (a < 0.34) return 1 - Math.exp(-8.318 + 42.796 * a - 59.938 * a * a);
  if (a < 0.6) return Math.exp(0.9177 - 4.279 * a - 1.38 * a * a);
  return Math.exp(1.2937 - 5.709 * a + 0.0186 * a * a);
}
