import { parameterError } from '../../protocol';
import { normalSf } from './distributions';
import type { RankSums } from './kruskalWallis';
import { holm } from './multipleTesting';

/** Two groups compared by {@link dunnTest}. */
export interface DunnComparison {
  /** Positions of the groups, a < b. */
  readonly a: number;
  readonly b: number;
  /** z of the difference of the mean ranks, a − b. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Holm-corrected over all pairs. */
  readonly pAdjusted: number;
}

/**
 * Dunn's test: which pairs of groups differ, after the Kruskal–Wallis test, by the mean ranks in the order of all groups.
 *
 * z = (R̄_a − R̄_b) / √((N(N + 1)/12 − Σ(t³ − t)/(12(N − 1)))·(1/n_a + 1/n_b)), p from the normal distribution, Holm's correction
 * over all pairs of non-empty groups.
 *
 * @param sums rank sums of the groups among all values; see {@link kruskalWallis}
 * @returns one entry per pair of non-empty groups, in the order of the positions; empty when all values are equal
 * @throws {CuvetteError} PARAMETER_INVALID when there are not as many rank sums as counts.
 *
 * **Ties:** corrected for. **Missing values:** left out of the ranks by the caller. **Cost:** the number of pairs.
 *
 * **Agrees with** `scikit_posthocs.posthoc_dunn` (`p_adjust=None` and `'holm'`), rel 1e-9.
 *
 * **Reference:** Dunn (1964), Technometrics 6, 241–252.
 *
 * @example
 * dunnTest({ rankSums: [6, 15], counts: [3, 3], tieSum: 0 })[0]?.statistic; // -1.9639610121239315
 */
export function dunnTest({ rankSums, counts, tieSum }: RankSums): DunnComparison[] {
  if (rankSums.length !== counts.length) {
    const constraint = `one sum per count (${counts.length})`;
    throw parameterError('rankSums', 'dunnTest', constraint, `${rankSums.length} sums`);
  }
  const n = Array.from(counts).reduce((sum, count) => sum + count, 0);
  const spread = n < 2 ? 0 : (n * (n + 1)) / 12 - tieSum / (12 * (n - 1));
  if (!(spread > n * 1e-12)) return [];
  const filled = Array.from(counts, (_, group) => group).filter((group) => counts[group]! > 0);
  const pairs = filled.flatMap((a, i) =>
    filled.slice(i + 1).map((b) => {
      const difference = rankSums[a]! / counts[a]! - rankSums[b]! / counts[b]!;
      const statistic = difference / Math.sqrt(spread * (1 / counts[a]! + 1 / counts[b]!));
      return { a, b, statistic, pValue: 2 * normalSf(Math.abs(statistic)) };
    }),
  );
  const adjusted = holm(pairs.map(({ pValue }) => pValue));
  return pairs.map((pair, i) => ({ ...pair, pAdjusted: adjusted[i]! }));
}
