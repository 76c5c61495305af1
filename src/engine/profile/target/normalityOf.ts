import type { NormalityTest } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { dagostinoK2FromMoments } from '../../statistics/dagostinoK2';
import { shapiroWilk, shapiroWilkMaxN } from '../../statistics/shapiroWilk';
import { centralMoments } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { queryEach } from '../queryBatch';
import { finiteValue } from '../sqlExpressions';

/**
 * Normality of numeric columns: Shapiro–Wilk up to 5000 values, above it D'Agostino's K² on all rows, from moments.
 *
 * **Missing and infinite values:** left out.
 * **Agrees with** `scipy.stats.shapiro` (W rel 1e-6) and `scipy.stats.normaltest` (rel 1e-9).
 *
 * @param dataset the opened data set
 * @param columns counted numeric columns
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function normalityOf(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<NormalityTest[]> {
  const small = columns.filter(({ numeric }) => numeric!.finite <= shapiroWilkMaxN);
  const large = columns.filter((counts) => !small.includes(counts));
  const values = await queryEach(
    dataset,
    small,
    ({ column }, k) => `SELECT ${k} AS k, list(v ORDER BY v) AS v
      FROM (SELECT ${finiteValue(column)} AS v FROM ${dataset.relation}) WHERE v IS NOT NULL`,
    signal,
  );
  const shapes = await centralMoments(dataset, large, signal);
  return columns.map((counts) => {
    const { name } = counts.column;
    if (small.includes(counts)) {
      const list = (values[small.indexOf(counts)]![0]?.['v'] ?? []) as readonly number[];
      const result = shapiroWilk(Float64Array.from(list));
      return {
        column: name,
        test: 'shapiro-wilk',
        statistic: result.statistic,
        pValue: result.pValue,
        n: result.n,
        exact: true,
        ...(result.reasons === undefined ? {} : { reasons: result.reasons }),
      };
    }
    const biased = shapes[large.indexOf(counts)]?.biased ?? null;
    const result = dagostinoK2FromMoments({
      n: counts.numeric!.finite,
      skewness: biased?.skewness ?? null,
      kurtosis: biased?.kurtosis ?? null,
    });
    return {
      column: name,
      test: 'dagostino-k2',
      statistic: result.statistic,
      pValue: result.pValue,
      n: result.n,
      exact: dataset.info.exact,
      ...(result.reasons === undefined ? {} : { reasons: result.reasons }),
    };
  });
}
