import type { Histogram, NumericSummary } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { centralMoments, type CentralMoments } from './centralMoments';
import type { ColumnCounts, NumericCounts } from './columnCounts';
import { binIndex, chooseBins, toHistogram, type Bins } from './histogram';
import { medianDeviations } from './medianDeviation';
import { orderStatistics, type OrderAnswer } from './orderStatistics';
import { queryEach } from '../queryBatch';
import {
  countOf,
  finiteValue,
  isFloatingStorage,
  isNumericStorage,
  textOf,
} from '../sqlExpressions';

const probabilities = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] as const;
const [firstQuartile, median, thirdQuartile] = [4, 5, 6];

/** Everything the profile computes of a numeric column. */
export interface NumericDescription {
  readonly summary: NumericSummary;
  readonly moments: CentralMoments | null;
  /** Distinct finite values. */
  readonly distinct: number;
  /** Counts over the bins of the histogram per class label, when a class column was given. */
  readonly perClass: ReadonlyMap<string, readonly number[]> | null;
}

/**
 * Moments, quantiles, median absolute deviation and histogram of numeric columns, exact, by aggregates alone.
 *
 * @param dataset the opened data set
 * @param columns counted numeric columns; see `countColumns`
 * @param classLabel SQL of a class label; when given, each histogram is also counted per class
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeNumeric(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  classLabel?: string,
  signal?: AbortSignal,
): Promise<NumericDescription[]> {
  const moments = await centralMoments(dataset, columns, signal);
  const orders = await orderStatistics(
    dataset,
    columns.map((counts) => ({
      value: finiteValue(counts.column),
      count: counts.numeric!.finite,
      probabilities,
    })),
    signal,
  );
  const deviations = await medianDeviations(
    dataset,
    columns.map((counts, i) => {
      const { quantiles } = orders[i]!;
      const at = (position: number): number | null => quantiles[position] ?? null;
      return {
        value: finiteValue(counts.column),
        count: counts.numeric!.finite,
        quartiles: [at(firstQuartile), at(median), at(thirdQuartile)] as const,
      };
    }),
    signal,
  );
  const histograms = await countBins(dataset, columns, orders, classLabel, signal);
  return columns.map((counts, i) => {
    const { histogram, perClass } = histograms[i]!;
    const mad = deviations[i]!;
    return {
      summary: summarise(counts.numeric!, moments[i]!, orders[i]!, mad, histogram),
      moments: moments[i]!,
      distinct: orders[i]!.distinct,
      perClass,
    };
  });
}

interface CountedBins {
  readonly histogram: Histogram | null;
  readonly perClass: ReadonlyMap<string, readonly number[]> | null;
}

async function countBins(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  orders: readonly OrderAnswer[],
  classLabel: string | undefined,
  signal: AbortSignal | undefined,
): Promise<CountedBins[]> {
  const plans = columns.map((counts, i) => ({ counts, bins: binsOf(counts, orders[i]!) }));
  const answers = await queryEach(
    dataset,
    plans,
    ({ counts, bins }, k) => {
      const index = bins === null ? '0' : binIndex('v', bins);
      const grouped = `SELECT ${index} AS b, t, count(*) AS n FROM (SELECT ${finiteValue(counts.column)} AS v,
        ${classLabel ?? 'NULL'} AS t FROM ${dataset.relation}) WHERE v IS NOT NULL GROUP BY 1, 2`;
      return `SELECT ${k} AS k, CAST(b AS DOUBLE) AS b, CAST(t AS VARCHAR) AS t, n FROM (${grouped})`;
    },
    signal,
  );
  return plans.map(({ counts, bins }, i) => {
    if (bins === null) return { histogram: null, perClass: null };
    const max = counts.numeric!.max!;
    const rows = answers[i]!.map((row) => ({
      bin: countOf(row, 'b'),
      label: textOf(row, 't'),
      n: countOf(row, 'n'),
    }));
    const histogram = toHistogram(
      bins,
      max,
      rows.map(({ bin, n }) => [bin, n] as const),
    );
    if (classLabel === undefined) return { histogram, perClass: null };
    const perClass = new Map<string, number[]>();
    for (const { bin, label, n } of rows) {
      if (label === null) continue;
      const own = perClass.get(label) ?? Array.from({ length: bins.count }, () => 0);
      own[bin]! += n;
      perClass.set(label, own);
    }
    return { histogram, perClass };
  });
}

function binsOf({ column, numeric }: ColumnCounts, order: OrderAnswer): Bins | null {
  const { finite, min, max } = numeric!;
  if (min === null || max === null) return null;
  const q1 = order.quantiles[firstQuartile] ?? min;
  const q3 = order.quantiles[thirdQuartile] ?? max;
  const integral = isNumericStorage(column.storageType) && !isFloatingStorage(column.storageType);
  const whole = integral && Number.isInteger(min) && Number.isInteger(max);
  return chooseBins({
    count: finite,
    min,
    max,
    q1,
    q3,
    integral: whole && !isDecimal(column.storageType),
  });
}

function isDecimal(storageType: string): boolean {
  return storageType.startsWith('DECIMAL');
}

function summarise(
  counts: NumericCounts,
  moments: CentralMoments | null,
  order: OrderAnswer,
  mad: number | null,
  histogram: Histogram | null,
): NumericSummary {
  const quantiles: Record<string, number | null> = {};
  probabilities.forEach((p, i) => (quantiles[String(p)] = order.quantiles[i] ?? null));
  const reasons = reasonsOf(counts, moments);
  return {
    mean: moments?.mean ?? null,
    std: moments?.std ?? null,
    min: counts.min,
    max: counts.max,
    sum: counts.finite === 0 ? null : counts.sum,
    skewness: moments?.skewness ?? null,
    kurtosis: moments?.kurtosis ?? null,
    mad,
    zeros: counts.zeros,
    negatives: counts.negatives,
    infinite: counts.infinite,
    quantiles,
    histogram,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}

function reasonsOf(counts: NumericCounts, moments: CentralMoments | null): Record<string, string> {
  if (counts.finite === 0) {
    const why = 'The column has no finite value.';
    return Object.fromEntries(
      [
        'mean',
        'std',
        'min',
        'max',
        'sum',
        'skewness',
        'kurtosis',
        'mad',
        'quantiles',
        'histogram',
      ].map((field) => [field, why]),
    );
  }
  if (moments === null) {
    const why = 'The values are so large that their sum is beyond the range of a double.';
    return { mean: why, std: why, sum: why, skewness: why, kurtosis: why };
  }
  const reasons: Record<string, string> = {};
  if (moments.std === null) reasons['std'] = 'A standard deviation needs at least two values.';
  const shapeless = counts.min === counts.max;
  if (moments.skewness === null) {
    reasons['skewness'] = shapeless
      ? 'All values are equal.'
      : 'Skewness needs at least three values.';
  }
  if (moments.kurtosis === null) {
    reasons['kurtosis'] = shapeless
      ? 'All values are equal.'
      : 'Kurtosis needs at least four values.';
  }
  return reasons;
}
