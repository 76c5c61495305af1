import type { Dataset } from '../../data/dataset';
import { queryEach } from '../queryBatch';
import { countOf } from '../sqlExpressions';

/** A list of numbers whose order statistics are wanted. */
export interface OrderRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** SQL condition on the rows; all when absent. */
  readonly where?: string;
  /** Number of rows that are not NULL. */
  readonly count: number;
  /** Probabilities in [0, 1]. */
  readonly probabilities: readonly number[];
  /** Distinct values wanted at each end; none when absent. */
  readonly ends?: number;
}

/** Answer to an {@link OrderRequest}. */
export interface OrderAnswer {
  /** Number of distinct values. */
  readonly distinct: number;
  /** One quantile per probability; `null` when there are no rows. */
  readonly quantiles: readonly (number | null)[];
  /** As many of the smallest and of the largest distinct values as asked for, or all. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
}

/**
 * Exact quantiles and distinct counts, each by one sort in the SQL engine. A sort spills to disk under a memory limit, where
 * a quantile aggregate would hold every value.
 *
 * Quantiles are type 7 of Hyndman and Fan (1996): linear interpolation at (n − 1)·p.
 *
 * **Missing values:** left out.
 * **Agrees with** `numpy.quantile`, exactly.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function orderStatistics(
  dataset: Dataset,
  requests: readonly OrderRequest[],
  signal?: AbortSignal,
): Promise<OrderAnswer[]> {
  const plans = requests.map((request) => ({
    request,
    positions: positionsOf(request.count, request.probabilities),
  }));
  const answers = await queryEach(
    dataset,
    plans,
    ({ request, positions }, k) => {
      const where = request.where === undefined ? '' : ` WHERE ${request.where}`;
      const wanted = positions.length === 0 ? '0' : positions.join(', ');
      const end = (extreme: 'min' | 'max'): string =>
        request.ends === undefined
          ? 'NULL::DOUBLE[]'
          : `${extreme}(v, ${request.ends}) FILTER (is_new)`;
      return `SELECT ${k} AS k, count_if(is_new) AS d, list(v ORDER BY rn) FILTER (rn IN (${wanted})) AS picked,
          ${end('min')} AS lowest, ${end('max')} AS highest
        FROM (SELECT v, row_number() OVER w AS rn, lag(v) OVER w IS DISTINCT FROM v AS is_new
          FROM (SELECT ${request.value} AS v FROM ${dataset.relation}${where}) WHERE v IS NOT NULL
          WINDOW w AS (ORDER BY v))`;
    },
    signal,
  );
  return plans.map(({ request, positions }, i) => {
    const row = answers[i]![0];
    const picked = (row?.['picked'] ?? []) as readonly number[];
    const at = new Map(positions.map((position, j) => [position, picked[j]]));
    return {
      distinct: countOf(row, 'd'),
      quantiles: request.probabilities.map((p) => interpolate(at, request.count, p)),
      lowest: (row?.['lowest'] ?? []) as readonly number[],
      highest: (row?.['highest'] ?? []) as readonly number[],
    };
  });
}

/** 1-based row numbers, ascending, of the sorted values that the type-7 quantiles lie between. */
function positionsOf(count: number, probabilities: readonly number[]): number[] {
  if (count === 0) return [];
  const positions = probabilities.flatMap((p) => {
    const below = Math.floor((count - 1) * p);
    return [below + 1, Math.min(below + 2, count)];
  });
  return [...new Set(positions)].sort((a, b) => a - b);
}

/** The type-7 quantile from the sorted values at {@link positionsOf}; `null` where one of them is not known. */
function interpolate(
  at: ReadonlyMap<number, number | undefined>,
  count: number,
  p: number,
): number | null {
  if (count === 0) return null;
  const position = (count - 1) * p;
  const below = Math.floor(position);
  const low = at.get(below + 1);
  const high = at.get(Math.min(below + 2, count));
  if (low === undefined || high === undefined) return null;
  const share = position - below;
  const step = high - low;
  // From the nearer end, as numpy does, so that equal neighbours give exactly their value.
  return share < 0.5 ? low + step * share : high - step * (1 - share);
}
