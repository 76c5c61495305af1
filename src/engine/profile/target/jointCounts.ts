import type { Dataset } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';
import { chunks } from '../sqlExpressions';

/** Aggregates of different columns in one query; the planning time of a query grows faster than their number. */
const countsPerQuery = 64;

/**
 * How many rows have both of two values, for many pairs of SQL expressions.
 *
 * @param dataset the opened data set
 * @param pairs SQL expressions, NULL where missing
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function jointCounts(
  dataset: Dataset,
  pairs: readonly (readonly [string, string])[],
  signal?: AbortSignal,
): Promise<number[]> {
  const counts: number[] = [];
  for (const part of chunks(pairs, countsPerQuery)) {
    const found = await queryAggregates(
      dataset,
      dataset.relation,
      part.map(([a, b]) => `count_if(${a} IS NOT NULL AND ${b} IS NOT NULL)`),
      signal,
    );
    counts.push(...found.map((count) => count ?? 0));
  }
  return counts;
}
