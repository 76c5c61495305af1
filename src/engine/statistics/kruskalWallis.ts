import { parameterError, type Reasons } from '../../protocol';
import { chiSquareSf } from './distributions';
import { groupRankSums } from './groupRankSums';

/** Result of {@link kruskalWallis}. */
export interface KruskalWallisResult extends Reasons {
  /** H, corrected for ties. */
  readonly statistic: number | null;
  /** Non-empty groups − 1. */
  readonly df: number;
  /** Upper χ² tail of H. */
  readonly pValue: number | null;
  /** ε² = H / (n − 1), in [0, 1]: the share of the ranks' variation that lies between the groups. */
  readonly epsilonSquared: number | null;
  /** η²_H = (H − k + 1) / (n − k): ε² less what chance gives; may be slightly negative. `null` when n = k. */
  readonly etaSquared: number | null;
  /** Values used. */
  readonly n: number;
}

/** What the Kruskal–Wallis test needs from the data; an SQL engine can compute it. */
export interface RankSums {
  /** Sum of the midranks of each group. */
  readonly rankSums: ArrayLike<number>;
  /** Number of values of each group. */
  readonly counts: ArrayLike<number>;
  /** Σ (t³ − t) over the runs of t equal values. */
  readonly tieSum: number;
}

/**
 * The Kruskal–Wallis test: do the groups come from one distribution? Rank-based analysis of variance with the correction for
 * ties. With two groups it is the Mann–Whitney test without continuity correction.
 *
 * H = 12 / (n(n + 1)) · Σ n_g (R̄_g − (n + 1)/2)² / (1 − Σ(t³ − t)/(n³ − n)), p from χ² with k − 1 degrees of freedom, k the number
 * of non-empty groups.
 *
 * @param values shape (n); infinities are ranked
 * @param groups code in [0, groupCount) per value, negative where the group is missing
 * @param groupCount number of groups; empty ones are ignored
 * @throws {CuvetteError} PARAMETER_INVALID when the lengths differ or a code is not below `groupCount`.
 *
 * **Missing values:** rows with a NaN value or a negative group are left out. **Cost:** that of {@link argsort}.
 *
 * **Agrees with** `scipy.stats.kruskal(nan_policy='omit')`, rel 1e-10. **Differs from** it for empty groups (SciPy gives NaN) and
 * when all values are equal (`null` with a reason).
 *
 * **Reference:** Kruskal and Wallis (1952), JASA 47, 583–621; ε²: Tomczak and Tomczak (2014), Trends in Sport Sciences 21.
 *
 * @example
 * kruskalWallis(Float64Array.of(1, 2, 3, 4), Int32Array.of(0, 0, 1, 1), 2).statistic; // 2.4
 */
export function kruskalWallis(
  values: Float64Array,
  groups: Int32Array,
  groupCount: number,
): KruskalWallisResult {
  return kruskalWallisFromRankSums(groupRankSums(values, groups, groupCount));
}

/**
 * {@link kruskalWallis} from rank sums, so that the rows can stay where they are.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when there are not as many rank sums as counts.
 *
 * **Agrees with** `scipy.stats.kruskal` on the data behind the sums, rel 1e-10.
 *
 * @example
 * kruskalWallisFromRankSums({ rankSums: [3, 7], counts: [2, 2], tieSum: 0 }).statistic; // 2.4
 */
export function kruskalWallisFromRankSums(sums: RankSums): KruskalWallisResult {
  const { rankSums, counts, tieSum } = sums;
  if (rankSums.length !== counts.length) {
    const constraint = `one sum per count (${counts.length})`;
    throw parameterError(
      'rankSums',
      'kruskalWallisFromRankSums',
      constraint,
      `${rankSums.length} sums`,
    );
  }
  let n = 0;
  let k = 0;
  for (let group = 0; group < counts.length; group++) {
    n += counts[group]!;
    if (counts[group]! > 0) k++;
  }
  const df = Math.max(0, k - 1);
  if (k < 2) return notTested('The test needs values in at least two groups.', df, n);
  const tieFactor = 1 - tieSum / (n * (n * n - 1));
  if (!(tieFactor > 0)) return notTested('All values are equal: there is nothing to rank.', df, n);

  // Deviations from the mean rank: the textbook form Σ R²/n − 3(n + 1) cancels for large n.
  let between = 0;
  for (let group = 0; group < counts.length; group++) {
    const count = counts[group]!;
    if (count > 0) between += count * (rankSums[group]! / count - (n + 1) / 2) ** 2;
  }
  const statistic = (12 * between) / (n * (n + 1)) / tieFactor;
  return {
    statistic,
    df,
    pValue: chiSquareSf(statistic, df),
    epsilonSquared: Math.min(1, statistic / (n - 1)),
    ...(n > k
      ? { etaSquared: (statistic - k + 1) / (n - k) }
      : { etaSquared: null, reasons: { etaSquared: 'Every group has a single value.' } }),
    n,
  };
}

function notTested(reason: string, df: number, n: number): KruskalWallisResult {
  return {
    statistic: null,
    df,
    pValue: null,
    epsilonSquared: null,
    etaSquared: null,
    n,
    reasons: { statistic: reason, pValue: reason, epsilonSquared: reason, etaSquared: reason },
  };
}
