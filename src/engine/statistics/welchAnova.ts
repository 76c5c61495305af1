import type { Reasons } from '../../protocol';
import { fSf } from './distributions';
import { groupedMean, groupSummaries, type GroupSummary } from './groupedValues';

/** Result of {@link welchAnova}. */
export interface WelchAnovaResult extends Reasons {
  readonly statistic: number | null;
  /** Non-empty groups − 1. */
  readonly dfBetween: number;
  /** Welch's approximate degrees of freedom of the denominator; not whole. */
  readonly dfWithin: number | null;
  readonly pValue: number | null;
  /** Values used. */
  readonly n: number;
}

/**
 * Welch's analysis of variance: do group means differ, where the groups may have different variances?
 *
 * F = Σ w(x̄ − x̃)² / (k − 1) / (1 + 2(k − 2)/(k² − 1)·Λ) with w = n_g / s_g² (ddof 1), x̃ the w-weighted mean,
 * Λ = Σ (1 − w/Σw)² / (n_g − 1), degrees of freedom k − 1 and (k² − 1) / (3Λ). With two groups it is the square of Welch's t.
 *
 * @param values shape (n)
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups; empty ones are ignored
 * @returns `null` with a reason when there are fewer than two groups, or one has a single value or no spread
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a code is not below `groupCount`.
 *
 * **Missing values:** rows with a NaN, an infinity or a negative group are left out. **Cost:** two passes.
 *
 * **Agrees with** `statsmodels.stats.oneway.anova_oneway(use_var='unequal')`, rel 1e-9.
 *
 * **Reference:** Welch (1951), Biometrika 38, 330–336.
 *
 * @example
 * welchAnova(Float64Array.of(1, 2, 3, 4, 6, 8), Int32Array.of(0, 0, 0, 1, 1, 1), 2).statistic; // 9.6
 */
export function welchAnova(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
): WelchAnovaResult {
  const centre = groupedMean(values, groups);
  return welchAnovaFromSummaries(groupSummaries(values, groups, groupCount, centre));
}

/**
 * {@link welchAnova} from the summary of each group, so that the rows can stay where they are.
 *
 * **Agrees with** `statsmodels.stats.oneway.anova_oneway(use_var='unequal')` on the data behind the summaries, rel 1e-9.
 *
 * @example
 * welchAnovaFromSummaries([
 *   { count: 3, mean: 2, sumOfSquares: 2 },
 *   { count: 3, mean: 6, sumOfSquares: 8 },
 * ]).statistic; // 9.6
 */
export function welchAnovaFromSummaries(summaries: readonly GroupSummary[]): WelchAnovaResult {
  const filled = summaries.filter(({ count }) => count > 0);
  const k = filled.length;
  const n = filled.reduce((sum, { count }) => sum + count, 0);
  const dfBetween = Math.max(0, k - 1);
  const notTested = (reason: string): WelchAnovaResult => ({
    statistic: null,
    dfBetween,
    dfWithin: null,
    pValue: null,
    n,
    reasons: { statistic: reason, dfWithin: reason, pValue: reason },
  });
  if (k < 2) return notTested('The test needs values in at least two groups.');
  if (filled.some(({ count }) => count < 2)) return notTested('A group has a single value.');
  if (filled.some(({ sumOfSquares }) => sumOfSquares === 0)) {
    return notTested('Nothing varies inside one of the groups.');
  }
  const weights = filled.map(({ count, sumOfSquares }) => (count * (count - 1)) / sumOfSquares);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const centre = filled.reduce((sum, { mean }, g) => sum + (weights[g]! / total) * mean, 0);
  let between = 0;
  let lambda = 0;
  filled.forEach(({ count, mean }, g) => {
    between += weights[g]! * (mean - centre) ** 2;
    lambda += (1 - weights[g]! / total) ** 2 / (count - 1);
  });
  const scale = 1 + ((2 * (k - 2)) / (k * k - 1)) * lambda;
  const statistic = between / (k - 1) / scale;
  const dfWithin = (k * k - 1) / (3 * lambda);
  return { statistic, dfBetween, dfWithin, pValue: fSf(statistic, dfBetween, dfWithin), n };
}
