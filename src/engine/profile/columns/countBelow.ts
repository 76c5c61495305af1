import type { Dataset } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { previousDouble } from './doubles';
import { countOf, textOf } from '../sqlExpressions';

/** Numbers to be counted between edges. */
export interface EdgeRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** Finite edges in any order; repeated ones are no harm. */
  readonly edges: readonly number[];
}

/** How the numbers of an {@link EdgeRequest} lie about its edges, within one group. */
export interface EdgeCounts {
  /** Label of the group; `null` for rows without one, or when there are no groups. */
  readonly group: string | null;
  readonly total: number;
  /** Values < `edge`, which must be one of the request's edges. */
  readonly below: (edge: number) => number;
}

/**
 * Counts the values below each of many edges in one scan: the SQL engine finds the bin of a value by binary search, so that the
 * bins of several rules cost hardly more than those of one. Exact: an edge belongs to the bin above it.
 *
 * **Missing values:** left out.
 *
 * @param dataset the opened data set
 * @param requests values and their edges
 * @param options `group`: SQL of a label to count apart; `signal` cancels the queries
 * @returns one entry per group that has values, one at most without groups
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function countBelow(
  dataset: Dataset,
  requests: readonly EdgeRequest[],
  options: { readonly group?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<EdgeCounts[][]> {
  const { group, signal } = options;
  const plans = requests.map(({ value, edges }) => ({
    value,
    edges: [...new Set(edges)].sort((a, b) => a - b),
  }));
  const answers = await queryEach(
    dataset,
    plans,
    ({ value, edges }, k) => {
      // A bin of the engine ends with its boundary, so the number before the edge is the last one of the bin below.
      const boundaries = edges.map((edge) => previousDouble(edge)).join(',');
      const counts =
        edges.length === 0
          ? 'CAST([] AS UBIGINT[])'
          : `map_values(histogram(v, CAST('[${boundaries}]' AS DOUBLE[])))`;
      return `SELECT ${k} AS k, ${group === undefined ? 'NULL::VARCHAR' : 'CAST(t AS VARCHAR)'} AS t,
          count(v) AS n, ${counts} AS counts
        FROM (SELECT ${value} AS v, ${group ?? 'NULL'} AS t FROM ${dataset.relation})
        WHERE v IS NOT NULL${group === undefined ? '' : ' GROUP BY t'}`;
    },
    signal,
  );
  return plans.map(({ edges }, i) =>
    answers[i]!.filter((row) => countOf(row, 'n') > 0).map((row) => {
      const counts = (row['counts'] ?? []) as readonly number[];
      let below = 0;
      const cumulated = new Map(edges.map((edge, j) => [edge, (below += counts[j] ?? 0)]));
      return {
        group: textOf(row, 't'),
        total: countOf(row, 'n'),
        below: (edge) => cumulated.get(edge)!,
      };
    }),
  );
}
