import { classMargins, type ClassMargins, type ClassTable } from './classTable';
import { hypergeometricPmf } from './hypergeometricPmf';

/**
 * Mutual information of the levels and classes of a table, in nats: Σ p(l, c) · ln(p(l, c) / (p(l)·p(c))), of the counts as they
 * are. It grows with the number of levels also where nothing is related; see {@link adjustedMutualInformation}.
 *
 * @returns ≥ 0; `null` for an empty table
 * @throws {CuvetteError} PARAMETER_INVALID as {@link classMargins}.
 *
 * **Missing values:** the caller leaves them out or makes them a level. **Cost:** one pass over the cells.
 *
 * **Agrees with** `sklearn.metrics.mutual_info_score`, rel 1e-9.
 *
 * @example
 * mutualInformation({ counts: [[2, 0], [0, 2]] }); // 0.6931471805599453
 */
export function mutualInformation(table: ClassTable): number | null {
  const margins = classMargins(table, 'mutualInformation');
  return margins.n === 0 ? null : informationOf(table, margins);
}

/**
 * Adjusted mutual information: (MI − E) / (min(H(levels), H(classes)) − E), where E is the mutual information that chance alone
 * gives a table with the same margins. 0 on average under independence, however many levels there are; 1 when one side
 * determines the other. A column with a level of its own in each row has 0: chance would do the same.
 *
 * @returns at most 1, slightly negative values are possible; `null` when levels or classes have fewer than two members, or
 *   where the margins leave no room between chance and certainty (every level has one row)
 * @throws {CuvetteError} PARAMETER_INVALID as {@link classMargins}; the counts must be whole.
 *
 * **Missing values:** the caller leaves them out or makes them a level. **Cost:** cells × the standard deviation of a count.
 *
 * **Agrees with** `sklearn.metrics.adjusted_mutual_info_score(average_method='min')`, abs 1e-9. **Differs from** it where it is
 * `null` (scikit-learn says 0 or 1).
 *
 * **Reference:** Vinh, Epps and Bailey (2010), J. of Machine Learning Research 11, 2837–2854.
 *
 * @example
 * adjustedMutualInformation({ counts: [[3, 0], [0, 3]] }); // 1
 */
export function adjustedMutualInformation(table: ClassTable): number | null {
  const margins = classMargins(table, 'adjustedMutualInformation');
  const { levelTotals, repeats, classTotals, n } = margins;
  const ofLevels = entropyOf(levelTotals, repeats, n);
  const ofClasses = entropyOf(classTotals, null, n);
  if (!(Math.min(ofLevels, ofClasses) > 0)) return null;
  const expected = expectedInformation(margins);
  const room = Math.min(ofLevels, ofClasses) - expected;
  if (!(room > 1e-12)) return null;
  return Math.min(1, (informationOf(table, margins) - expected) / room);
}

function informationOf({ counts }: ClassTable, margins: ClassMargins): number {
  const { levelTotals, repeats, classTotals, n } = margins;
  let sum = 0;
  counts.forEach((level, i) => {
    level.forEach((count, j) => {
      if (count === 0) return;
      sum +=
        repeats[i]! * (count / n) * Math.log((count / levelTotals[i]!) * (n / classTotals[j]!));
    });
  });
  return Math.max(0, sum);
}

/** Entropy in nats of shares totals / n, each `repeats` times. */
function entropyOf(
  totals: readonly number[],
  repeats: readonly number[] | null,
  n: number,
): number {
  let sum = 0;
  totals.forEach((total, i) => {
    if (total > 0) sum -= (repeats?.[i] ?? 1) * (total / n) * Math.log(total / n);
  });
  return sum;
}

/** Mean of the mutual information over all tables with these margins: a hypergeometric sum per cell. */
function expectedInformation({ levelTotals, repeats, classTotals, n }: ClassMargins): number {
  const levels = new Map<number, number>();
  levelTotals.forEach((total, i) => levels.set(total, (levels.get(total) ?? 0) + repeats[i]!));
  let sum = 0;
  for (const [total, times] of levels) {
    for (const classTotal of classTotals) {
      if (total === 0 || times === 0 || classTotal === 0) continue;
      const { first, probabilities } = hypergeometricPmf(n, total, classTotal, 1e-20);
      let own = 0;
      for (let i = 0; i < probabilities.length; i++) {
        const count = first + i;
        if (count === 0) continue;
        own += probabilities[i]! * (count / n) * Math.log((count / total) * (n / classTotal));
      }
      sum += times * own;
    }
  }
  return sum;
}
