import type { Reasons } from '../../protocol';
import { chiSquareSf } from './distributions';
import { kurtosis, moments, skewness } from './moments';

/** Result of {@link dagostinoK2}. */
export interface DagostinoResult extends Reasons {
  /** K² = z(skewness)² + z(kurtosis)². */
  readonly statistic: number | null;
  /** Normal score of the skewness. */
  readonly skewnessScore: number | null;
  /** Normal score of the kurtosis. */
  readonly kurtosisScore: number | null;
  /** Upper χ² tail with two degrees of freedom. */
  readonly pValue: number | null;
  /** Values used. */
  readonly n: number;
}

/** What the K² test needs from the data. */
export interface ShapeMoments {
  readonly n: number;
  /** Biased (SciPy's default); `null` when the values do not vary. */
  readonly skewness: number | null;
  /** Excess, biased (SciPy's default); `null` when the values do not vary. */
  readonly kurtosis: number | null;
}

/**
 * D'Agostino and Pearson's K² test of normality: skewness and kurtosis, each turned into a normal score, squared and added.
 *
 * @param values shape (n); n ≥ 8
 *
 * **Missing values:** NaN and infinities are left out. **Cost:** two passes.
 *
 * **Agrees with** `scipy.stats.normaltest`, rel 1e-9. **Differs from** it for a skewness of exactly 0, which SciPy 1.17 scores as
 * if the intermediate y were 1; here the score is 0.
 *
 * **Reference:** D'Agostino (1970), Biometrika 57, 679–681; Anscombe and Glynn (1983), Biometrika 70, 227–234.
 *
 * @example
 * dagostinoK2(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 30)).pValue; // 0.00003003340…
 */
export function dagostinoK2(values: Float64Array): DagostinoResult {
  const of = moments(values);
  return dagostinoK2FromMoments({
    n: of.n,
    skewness: skewness(of, { bias: true }),
    kurtosis: kurtosis(of, { bias: true }),
  });
}

/**
 * {@link dagostinoK2} from the sample size and the two biased moment ratios.
 *
 * **Agrees with** `scipy.stats.normaltest` on the data behind the moments, rel 1e-9.
 *
 * @example
 * dagostinoK2FromMoments({ n: 1000, skewness: 0, kurtosis: 0 }).skewnessScore; // 0
 */
export function dagostinoK2FromMoments(of: ShapeMoments): DagostinoResult {
  const { n } = of;
  const notTested = (reason: string): DagostinoResult => ({
    statistic: null,
    skewnessScore: null,
    kurtosisScore: null,
    pValue: null,
    n,
    reasons: { statistic: reason, skewnessScore: reason, kurtosisScore: reason, pValue: reason },
  });
  if (n < 8) return notTested("D'Agostino's test needs at least 8 values.");
  if (of.skewness === null || of.kurtosis === null) return notTested('All values are equal.');
  const skewnessZ = skewnessScore(of.skewness, n);
  const kurtosisZ = kurtosisScore(of.kurtosis, n);
  const statistic = skewnessZ ** 2 + kurtosisZ ** 2;
  return {
    statistic,
    skewnessScore: skewnessZ,
    kurtosisScore: kurtosisZ,
    pValue: chiSquareSf(statistic, 2),
    n,
  };
}

/** D'Agostino's Johnson S_U approximation to the null distribution of the skewness. */
function skewnessScore(g1: number, n: number): number {
  const y = g1 * Math.sqrt(((n + 1) * (n + 3)) / (6 * (n - 2)));
  const fourthMoment =
    (3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3)) / ((n - 2) * (n + 5) * (n + 7) * (n + 9));
  const wSquared = Math.sqrt(2 * (fourthMoment - 1)) - 1;
  const delta = 1 / Math.sqrt(0.5 * Math.log(wSquared));
  const alpha = Math.sqrt(2 / (wSquared - 1));
  return delta * Math.asinh(y / alpha);
}

/** Anscombe and Glynn's cube-root approximation to the null distribution of the kurtosis. */
function kurtosisScore(g2: number, n: number): number {
  const mean = -6 / (n + 1);
  const spread = (24 * n * (n - 2) * (n - 3)) / ((n + 1) ** 2 * (n + 3) * (n + 5));
  const standardised = (g2 - mean) / Math.sqrt(spread);
  const thirdMoment =
    ((6 * (n * n - 5 * n + 2)) / ((n + 7) * (n + 9))) *
    Math.sqrt((6 * (n + 3) * (n + 5)) / (n * (n - 2) * (n - 3)));
  const a =
    6 + (8 / thirdMoment) * (2 / thirdMoment + Math.sqrt(1 + 4 / (thirdMoment * thirdMoment)));
  const denominator = 1 + standardised * Math.sqrt(2 / (a - 4));
  const cube = Math.cbrt((1 - 2 / a) / denominator);
  return (1 - 2 / (9 * a) - cube) / Math.sqrt(2 / (9 * a));
}
