import type { BoxSummary } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryAggregates } from '../queryBatch';
import { doubleLiteral } from '../sqlExpressions';
import { nextDouble, type EdgeCounts } from './countBelow';

/** Quartiles and range of a column's numbers. */
export interface FiveNumbers {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
}

/** Limits beyond which a value is an outlier, as edges to count between. */
export interface Fences {
  readonly lower: number;
  readonly upper: number;
  /** The smallest number above `upper`. */
  readonly beyondUpper: number;
}

/** Numbers whose box is wanted. */
export interface BoxRequest {
  /** SQL expression of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  readonly numbers: FiveNumbers;
  /** Counted at `lower` and `beyondUpper` of {@link fencesOf}. */
  readonly counts: EdgeCounts;
}

/** Tukey's inner fences: 1.5 interquartile ranges below the first and above the third quartile. */
export function fencesOf({ q1, q3 }: FiveNumbers): Fences {
  const iqr = q3 - q1;
  const finite = (value: number): number =>
    Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
  const upper = finite(q3 + 1.5 * iqr);
  return {
    lower: finite(q1 - 1.5 * iqr),
    upper,
    beyondUpper: upper === Number.MAX_VALUE ? upper : nextDouble(upper),
  };
}

/**
 * Box plots by Tukey: whiskers reach to the last values within the fences, and never into the box. Whiskers are looked for
 * only where there are outliers; else they are the ends of the range.
 *
 * **Agrees with** `matplotlib.cbook.boxplot_stats` (`whis` 1.5), exactly.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function boxSummaries(
  dataset: Dataset,
  requests: readonly BoxRequest[],
  signal?: AbortSignal,
): Promise<BoxSummary[]> {
  const plans = requests.map((request) => {
    const fences = fencesOf(request.numbers);
    const { below, total } = request.counts;
    const outliers = { below: below(fences.lower), above: total - below(fences.beyondUpper) };
    return { request, fences, outliers };
  });
  const aggregates = plans.flatMap(({ request: { value }, fences, outliers }) => [
    ...(outliers.below > 0
      ? [`min(${value}) FILTER (${value} >= ${doubleLiteral(fences.lower)})`]
      : []),
    ...(outliers.above > 0
      ? [`max(${value}) FILTER (${value} <= ${doubleLiteral(fences.upper)})`]
      : []),
  ]);
  const found = await queryAggregates(dataset, dataset.relation, aggregates, signal);
  let next = 0;
  return plans.map(({ request: { numbers }, outliers }) => {
    const { min, q1, median, q3, max } = numbers;
    const lowest = outliers.below > 0 ? found[next++]! : min;
    const highest = outliers.above > 0 ? found[next++]! : max;
    return {
      lowerWhisker: Math.min(lowest, q1),
      q1,
      median,
      q3,
      upperWhisker: Math.max(highest, q3),
      outliers,
    };
  });
}
