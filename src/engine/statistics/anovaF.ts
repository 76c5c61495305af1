import type { Reasons } from '../../protocol';
import { fSf } from './distributions';
import { groupedMean, groupSummaries, type GroupSummary } from './groupedValues';

/** Result of {@link anovaF}. */
export interface AnovaResult extends Reasons {
  /** F. `null` with p = 0 when the groups differ but nothing varies inside them: F is then infinite. */
  readonly statistic: number | null;
  /** Non-empty groups − 1. */
  readonly dfBetween: number;
  /** n − non-empty groups. */
  readonly dfWithin: number;
  readonly pValue: number | null;
  /** η²: the share of the sum of squares that lies between the groups, in [0, 1]. */
  readonly etaSquared: number | null;
  /** Values used. */
  readonly n: number;
}

/**
 * One-way analysis of variance: F = (SS between / (k − 1)) / (SS within / (n − k)), equal variances assumed.
 *
 * @param values shape (n)
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups; empty ones are ignored
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a code is not below `groupCount`.
 *
 * **Missing values:** rows with a NaN, an infinity or a negative group are left out. **Cost:** two passes.
 *
 * **Agrees with** `scipy.stats.f_oneway`, rel 1e-9.
 *
 * @example
 * anovaF(Float64Array.of(1, 2, 3, 4), Int32Array.of(0, 0, 1, 1), 2).statistic; // 8
 */
export function anovaF(values: Float64Array, groups: Int32Array, groupCount: number): AnovaResult {
  return anovaFFromSummaries(
    groupSummaries(values, groups, groupCount, groupedMean(values, groups)),
  );
}

/**
 * {@link anovaF} from the summary of each group.
 *
 * **Agrees with** `scipy.stats.f_oneway` on the data behind the summaries, rel 1e-9.
 *
 * @example
 * anovaFFromSummaries([
 *   { count: 2, mean: 1.5, sumOfSquares: 0.5 },
 *   { count: 2, mean: 3.5, sumOfSquares: 0.5 },
 * ]).statistic; // 8
 */
export function anovaFFromSummaries(summaries: readonly GroupSummary[]): AnovaResult {
  const filled = summaries.filter((summary) => summary.count > 0);
  const { between, within, n } = sumsOfSquares(filled);
  const dfBetween = Math.max(0, filled.length - 1);
  const dfWithin = n - filled.length;
  const total = between + within;
  const notTested = (reason: string): AnovaResult => ({
    statistic: null,
    dfBetween,
    dfWithin,
    pValue: null,
    etaSquared: null,
    n,
    reasons: { statistic: reason, pValue: reason, etaSquared: reason },
  });
  if (dfBetween === 0) return notTested('The test needs values in at least two groups.');
  if (dfWithin === 0) return notTested('Every group has a single value.');
  if (total === 0) return notTested('All values are equal.');
  if (within === 0) {
    const reason = 'Nothing varies inside the groups: F is infinite.';
    return {
      statistic: null,
      dfBetween,
      dfWithin,
      pValue: 0,
      etaSquared: 1,
      n,
      reasons: { statistic: reason },
    };
  }
  const statistic = between / dfBetween / (within / dfWithin);
  return {
    statistic,
    dfBetween,
    dfWithin,
    pValue: fSf(statistic, dfBetween, dfWithin),
    etaSquared: between / total,
    n,
  };
}

/** Sums of squares between and within groups, and the number of values. */
export function sumsOfSquares(summaries: readonly GroupSummary[]): {
  readonly between: number;
  readonly within: number;
  readonly n: number;
} {
  let n = 0;
  let weighted = 0;
  let within = 0;
  for (const { count, mean, sumOfSquares } of summaries) {
    n += count;
    weighted += count * mean;
    within += sumOfSquares;
  }
  const grandMean = weighted / n;
  let between = 0;
  for (const { count, mean } of summaries) between += count * (mean - grandMean) ** 2;
  return { between: n === 0 ? 0 : between, within, n };
}
