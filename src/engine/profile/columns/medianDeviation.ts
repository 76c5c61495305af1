import type { Dataset } from '../../data/dataset';
import { orderStatistics } from './orderStatistics';
import { queryEach } from '../queryBatch';
import { doubleLiteral } from '../sqlExpressions';

/** A list of numbers whose median absolute deviation is wanted. */
export interface DeviationRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** Number of rows that are not NULL. */
  readonly count: number;
  /** The quartiles; `null` when there are no rows. */
  readonly quartiles: readonly [number | null, number | null, number | null];
}

/** Below this many rows a sort costs less than planning the search. */
const fewRows = 50_000;

/**
 * Median absolute deviation from the median, unscaled, exact.
 *
 * Half of the values lie between the quartiles, so the answer lies between the distances of the two quartiles from the median:
 * only the deviations in that narrow band are sorted, the smaller ones are counted.
 *
 * **Missing values:** left out.
 * **Agrees with** `scipy.stats.median_abs_deviation`, exactly.
 *
 * @returns one value per request; `null` when there are no rows
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function medianDeviations(
  dataset: Dataset,
  requests: readonly DeviationRequest[],
  signal?: AbortSignal,
): Promise<(number | null)[]> {
  const plans = requests.map(toPlan);
  if (dataset.info.sampledRows < fewRows) {
    const none = plans.map(() => null);
    return sortWhereNotFound(dataset, requests, plans, none, signal);
  }
  const answers = await queryEach(
    dataset,
    plans,
    (plan, k) => {
      const [low, high] =
        plan === null ? ['0e0', '0e0'] : [doubleLiteral(plan.low), doubleLiteral(plan.high)];
      const deviation = plan?.deviation ?? 'CAST(NULL AS DOUBLE)';
      return `SELECT ${k} AS k, below, list(d ORDER BY rn) FILTER (rn IN (${plan?.first ?? 0} - below, ${plan?.second ?? 0} - below)) AS picked
        FROM (SELECT d, row_number() OVER (ORDER BY d) AS rn FROM (SELECT ${deviation} AS d FROM ${dataset.relation})
          WHERE d BETWEEN ${low} AND ${high}),
        (SELECT count_if(${deviation} < ${low}) AS below FROM ${dataset.relation}) GROUP BY below`;
    },
    signal,
  );
  const found = plans.map((plan, i) => {
    const picked = (answers[i]![0]?.['picked'] ?? []) as readonly number[];
    const wanted = plan === null ? 0 : plan.first === plan.second ? 1 : 2;
    if (plan === null || picked.length !== wanted) return null;
    return picked.length === 1 ? picked[0]! : picked[0]! + (picked[1]! - picked[0]!) / 2;
  });
  return sortWhereNotFound(dataset, requests, plans, found, signal);
}

interface Plan {
  readonly deviation: string;
  readonly low: number;
  readonly high: number;
  /** 1-based positions of the two middle deviations; equal for an odd count. */
  readonly first: number;
  readonly second: number;
}

function toPlan({ value, count, quartiles }: DeviationRequest): Plan | null {
  const [q1, median, q3] = quartiles;
  if (count === 0 || q1 === null || median === null || q3 === null) return null;
  const [near, far] = [Math.min(median - q1, q3 - median), Math.max(median - q1, q3 - median)];
  // Interpolated quartiles can lie a little inside the band of whole order statistics.
  return {
    deviation: `abs(${value} - ${doubleLiteral(median)})`,
    low: near * 0.999,
    high: far * 1.001,
    first: Math.floor((count + 1) / 2),
    second: Math.ceil((count + 1) / 2),
  };
}

/** For the few columns, mostly short ones, whose middle deviations fall outside the band. */
async function sortWhereNotFound(
  dataset: Dataset,
  requests: readonly DeviationRequest[],
  plans: readonly (Plan | null)[],
  found: readonly (number | null)[],
  signal: AbortSignal | undefined,
): Promise<(number | null)[]> {
  const rest = plans.flatMap((plan, i) =>
    plan !== null && found[i] === null ? [{ plan, i }] : [],
  );
  const sorted = await orderStatistics(
    dataset,
    rest.map(({ plan, i }) => ({
      value: plan.deviation,
      count: requests[i]!.count,
      probabilities: [0.5],
    })),
    signal,
  );
  return found.map((value, i) => {
    const at = rest.findIndex((own) => own.i === i);
    return at === -1 ? value : (sorted[at]!.quantiles[0] ?? null);
  });
}
