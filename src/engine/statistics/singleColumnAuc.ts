import { parameterError } from '../../protocol';
import { classMargins, type ClassTable } from './classTable';

/**
 * Area under the ROC curve of a number that ranks the rows, from a rank sum: the chance that a row of the group ranks above a row
 * outside it, ties counting half. It is the Mann–Whitney U over the number of pairs.
 *
 * AUC = (R − n₁(n₁ + 1)/2) / (n₁·(n − n₁)), R the sum of the group's midranks among all n rows.
 *
 * @param rankSum sum of the group's midranks
 * @param count n₁, rows of the group
 * @param total n, rows of all groups
 * @returns a value in [0, 1]; `null` when the group or its complement is empty
 * @throws {CuvetteError} PARAMETER_INVALID when `count` is not in [0, total].
 *
 * **Agrees with** `sklearn.metrics.roc_auc_score` and `scipy.stats.mannwhitneyu().statistic / (n1 * n2)`, rel 1e-12.
 *
 * @example
 * aucFromRanks(7, 2, 4); // 1
 */
export function aucFromRanks(rankSum: number, count: number, total: number): number | null {
  if (!(count >= 0 && count <= total)) {
    throw parameterError(
      'count',
      'aucFromRanks',
      `a number in [0, total] (total = ${total})`,
      count,
    );
  }
  const pairs = count * (total - count);
  if (pairs === 0) return null;
  return Math.max(0, Math.min(1, (rankSum - (count * (count + 1)) / 2) / pairs));
}

/**
 * Area under the ROC curve of a category whose levels are replaced by their target rate, each row left out of the rate of its
 * own level, so that a level does not predict the rows it was made from.
 *
 * A row of class y in a level with n rows, h of them positive, gets (h − y + p)/(n − 1 + 1), p being the share of positives of
 * the whole: one row of the average is mixed in, so a level with a single row says nothing. Two rows of one level count as tied
 * (the column cannot tell them apart). Noise of any number of levels comes to 0.5 on average.
 *
 * @param table counts per level; class 1 against all others
 * @param positive position of the class that is told apart
 * @returns a value in [0, 1]; below 0.5 the levels mislead. `null` when one side has no rows
 * @throws {CuvetteError} PARAMETER_INVALID when `positive` is no position of a class, and as {@link classMargins}.
 *
 * **Missing values:** the caller leaves them out or makes them a level. **Cost:** a sort of the levels.
 *
 * **Agrees with** `sklearn.metrics.roc_auc_score` over all pairs of rows of different levels, rel 1e-12.
 *
 * @example
 * leaveOneOutAuc({ counts: [[0, 9], [9, 0]] }, 1); // 1
 */
export function leaveOneOutAuc(table: ClassTable, positive: number): number | null {
  const owner = 'leaveOneOutAuc';
  const { classTotals, levelTotals, repeats, n } = classMargins(table, owner);
  if (table.counts.length === 0) return null;
  if (!Number.isInteger(positive) || positive < 0 || positive >= classTotals.length) {
    const constraint = `a position below the number of classes (${classTotals.length})`;
    throw parameterError('positive', owner, constraint, positive);
  }
  const positives = classTotals[positive]!;
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) return null;
  const rate = positives / n;
  const scored: { score: number; positives: number; negatives: number }[] = [];
  let tied = 0;
  table.counts.forEach((level, i) => {
    const total = levelTotals[i]!;
    const hits = level[positive]!;
    const misses = total - hits;
    const times = repeats[i]!;
    if (total === 0 || times === 0) return;
    const ofPositive = (hits - 1 + rate) / total;
    const ofNegative = (hits + rate) / total;
    if (hits > 0) scored.push({ score: ofPositive, positives: hits * times, negatives: 0 });
    if (misses > 0) scored.push({ score: ofNegative, positives: 0, negatives: misses * times });
    // A positive scores below a negative of its own level; those pairs are ties, not losses.
    tied += hits * misses * times;
  });
  return (pairsWon(scored) + tied / 2) / (positives * negatives);
}

/** Pairs of a positive with a lower-scored negative; equal scores count half. */
function pairsWon(
  scored: { readonly score: number; readonly positives: number; readonly negatives: number }[],
): number {
  scored.sort((a, b) => a.score - b.score);
  let won = 0;
  let below = 0;
  for (let start = 0; start < scored.length;) {
    let end = start;
    let ownPositives = 0;
    let ownNegatives = 0;
    for (; end < scored.length && scored[end]!.score === scored[start]!.score; end++) {
      ownPositives += scored[end]!.positives;
      ownNegatives += scored[end]!.negatives;
    }
    won += ownPositives * (below + ownNegatives / 2);
    below += ownNegatives;
    start = end;
  }
  return won;
}
