import type {
  MetricName,
  MetricSummary,
  ModelName,
  PairedComparison,
  Strategy,
} from '../../protocol';
import { correctedResampledT } from '../evaluation/correctedResampledT';
import { metricTable } from '../evaluation/metricTable';
import { modelTable } from './modelTable';
import { strategyTable } from './strategyTable';

/** A result as far as comparing needs it. */
export interface Comparable {
  /** Names the result among the others. */
  readonly key: string;
  readonly strategy: Strategy;
  readonly model: ModelName;
  readonly metrics: Readonly<Record<MetricName, MetricSummary>>;
}

/**
 * Two results over the same folds by the corrected resampled t test, 95 %. Folds in which one of them has no value are left out.
 *
 * @param a its scores come first in the difference
 * @param b its scores are subtracted
 * @param metric what is compared
 * @param folds number of folds of one repeat
 * @returns `a` and `b` are the keys of the results
 */
export function compareResults(
  a: Comparable,
  b: Comparable,
  metric: MetricName,
  folds: number,
): PairedComparison {
  const ofA = a.metrics[metric].folds;
  const ofB = b.metrics[metric].folds;
  const pairs = ofA.flatMap((left, i) => {
    const right = ofB[i] ?? null;
    return left === null || right === null ? [] : [{ left, right }];
  });
  const { difference, interval, pValue, reason } = correctedResampledT(
    pairs.map(({ left }) => left),
    pairs.map(({ right }) => right),
    1 / (folds - 1),
  );
  const left = ofA.length - pairs.length;
  const remarks = [
    ...(reason === undefined ? [] : [reason]),
    ...(left === 0 ? [] : [`${left} of ${ofA.length} folds have no value and are left out.`]),
  ];
  return {
    a: a.key,
    b: b.key,
    metric,
    difference,
    interval,
    pValue,
    verdict: verdict(interval, metricTable[metric].greaterIsBetter),
    ...(remarks.length === 0 ? {} : { reason: remarks.join(' ') }),
  };
}

function verdict(
  interval: readonly [number, number] | null,
  greaterIsBetter: boolean,
): PairedComparison['verdict'] {
  if (interval === null || (interval[0] <= 0 && interval[1] >= 0)) return 'no difference';
  return interval[0] > 0 === greaterIsBetter ? 'better' : 'worse';
}

/** The result that the others of its model are compared with: `base`, or the simplest strategy that was asked for. */
export function referenceOf<Result extends Comparable>(
  results: readonly Result[],
  model: string,
): Result | undefined {
  return results
    .filter((result) => result.model === model)
    .toSorted((a, b) => complexity(a) - complexity(b))[0];
}

/** Every result against the reference of its model; see {@link referenceOf}. */
export function compareWithReferences(
  results: readonly Comparable[],
  metric: MetricName,
  folds: number,
): PairedComparison[] {
  return results.flatMap((result) => {
    const reference = referenceOf(results, result.model);
    if (reference === undefined || reference === result) return [];
    return [compareResults(result, reference, metric, folds)];
  });
}

/** Rank by simplicity: the model first, then the strategy. */
export function complexity({ strategy, model }: Comparable): number {
  return 100 * modelTable[model].complexity + strategyTable[strategy].complexity;
}
