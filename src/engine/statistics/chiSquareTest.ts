import type { Reasons } from '../../protocol';
import { contingencyTable, expectedCounts } from './contingencyTable';
import { chiSquareSf } from './distributions';

/** Options of {@link chiSquareTest}. */
export interface ChiSquareOptions {
  /** Yates' continuity correction when there is one degree of freedom. Default true, as SciPy. */
  readonly yates?: boolean;
}

/** Result of {@link chiSquareTest}. */
export interface ChiSquareResult extends Reasons {
  /** χ², corrected where Yates' correction applies; `null` when the table has fewer than two non-empty rows or columns. */
  readonly statistic: number | null;
  /** χ² without the correction: what effect sizes are made of. */
  readonly uncorrected: number | null;
  /** (r − 1)(c − 1) over the non-empty rows and columns. */
  readonly df: number;
  readonly pValue: number | null;
  /** Expected counts of the table without its empty rows and columns. */
  readonly expected: readonly (readonly number[])[];
  /** Smallest expected count; `null` for an empty table. */
  readonly minExpected: number | null;
  /** Share of cells whose expected count is below 5, in [0, 1]; Cochran's rule of thumb asks for at most 0.2. */
  readonly smallExpectedShare: number | null;
  /** Sum of all counts. */
  readonly n: number;
}

/**
 * Pearson's χ² test of independence of the rows and columns of a contingency table.
 *
 * χ² = Σ (|O − E| − d)² / E with d = min(0.5, |O − E|) when there is one degree of freedom (Yates' correction, capped so that
 * it never overshoots) and d = 0 otherwise. Rows and columns without any count are removed first.
 *
 * @param observed counts, shape (r, c), finite and ≥ 0
 * @throws {CuvetteError} PARAMETER_INVALID when the table is ragged or holds a negative or infinite count.
 *
 * **Missing values:** the caller leaves them out of the table. **Cost:** r·c.
 *
 * **Agrees with** `scipy.stats.chi2_contingency` on the table without empty rows and columns (SciPy refuses those), rel 1e-11.
 * **Differs from** it where one row or column remains: SciPy says 0 with p = 1, here the test does not exist.
 *
 * **Reference:** Yates (1934), Supplement to the J. of the Royal Statistical Society 1.
 *
 * @example
 * chiSquareTest([[10, 20], [30, 40]]).statistic; // 0.4464285714285714
 */
export function chiSquareTest(
  observed: readonly (readonly number[])[],
  options: ChiSquareOptions = {},
): ChiSquareResult {
  const table = contingencyTable(observed, 'chiSquareTest');
  const expected = expectedCounts(table);
  const cells = expected.flat();
  const shape = {
    expected,
    minExpected: cells.length === 0 ? null : Math.min(...cells),
    smallExpectedShare:
      cells.length === 0 ? null : cells.filter((count) => count < 5).length / cells.length,
    n: table.n,
  };
  const df = Math.max(0, table.rowTotals.length - 1) * Math.max(0, table.columnTotals.length - 1);
  if (df === 0) {
    const reason = 'A test of independence needs at least two non-empty rows and columns.';
    return {
      ...shape,
      df,
      statistic: null,
      uncorrected: null,
      pValue: null,
      reasons: { statistic: reason, uncorrected: reason, pValue: reason },
    };
  }
  const uncorrected = chiSquareStatistic(table.counts, expected, 0);
  const corrected = df === 1 && (options.yates ?? true);
  const statistic = corrected ? chiSquareStatistic(table.counts, expected, 0.5) : uncorrected;
  return { ...shape, df, statistic, uncorrected, pValue: chiSquareSf(statistic, df) };
}

function chiSquareStatistic(
  observed: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
  correction: number,
): number {
  let sum = 0;
  observed.forEach((row, i) => {
    row.forEach((count, j) => {
      const mean = expected[i]![j]!;
      const distance = Math.abs(count - mean);
      const difference = distance - Math.min(correction, distance);
      sum += (difference * difference) / mean;
    });
  });
  return sum;
}
