import type { Dataset } from '../../data/dataset';
import type { ColumnCounts } from '../columns/columnCounts';
import { queryEach } from '../queryBatch';
import { countOf, doubleLiteral, finiteValue, numberOf } from '../sqlExpressions';

/** A number that looks like a code for "missing" in a numeric column. */
export interface NumericSentinel {
  readonly value: number;
  readonly count: number;
}

/** Codes that are far from any plausible value; 365243 is the "no date" of many credit files. */
const farCodes = [
  99, 999, 9999, 99999, 999999, 9999999, 365243, -99, -999, -9999, -99999, -999999, 88, 888, 8888,
  77, 777,
];
/** Codes that stand out only where everything else is not negative. */
const negativeCodes = [-1, -9, -2, -7, -8];

/**
 * Finds codes for "missing" among the extremes of numeric columns. A far code (999, −99, 365243 …) counts when it is the
 * smallest or largest value and lies further from the next value than the rest spans; a small negative code (−1, −9) when it is
 * the only negative value.
 *
 * @param dataset the opened data set
 * @param columns counted numeric columns
 * @param signal cancels the queries
 * @returns per column the code found, or `null`
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findSentinels(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<(NumericSentinel | null)[]> {
  const suspects = columns.flatMap(({ column, numeric }) => {
    const { min, max } = numeric!;
    const codes = [min, max].filter(
      (value) =>
        value !== null &&
        (farCodes.includes(value) || (value === min && negativeCodes.includes(value))),
    ) as number[];
    return codes.slice(0, 1).map((code) => ({ column, code }));
  });
  const answers = await queryEach(
    dataset,
    suspects,
    ({ column, code }, k) => `SELECT ${k} AS k, count_if(v = ${doubleLiteral(code)}) AS n,
        min(v) FILTER (v <> ${doubleLiteral(code)}) AS lo, max(v) FILTER (v <> ${doubleLiteral(code)}) AS hi
      FROM (SELECT ${finiteValue(column)} AS v FROM ${dataset.relation})`,
    signal,
  );
  return columns.map(({ column }) => {
    const at = suspects.findIndex((suspect) => suspect.column === column);
    const suspect = suspects[at];
    if (suspect === undefined) return null;
    const row = answers[at]![0];
    const [low, high] = [numberOf(row, 'lo'), numberOf(row, 'hi')];
    if (low === null || high === null) return null;
    const { code } = suspect;
    const found = negativeCodes.includes(code)
      ? low >= 0
      : Math.min(Math.abs(code - low), Math.abs(code - high)) > high - low;
    return found ? { value: code, count: countOf(row, 'n') } : null;
  });
}
