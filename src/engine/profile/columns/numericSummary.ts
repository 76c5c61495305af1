import type { BoxSummary, Histogram, Monotonicity, NumericSummary } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { ruledEdges, type RuledEdges } from './binRules';
import { boxSummaries, fencesOf, type FiveNumbers } from './boxes';
import { centralMoments, type CentralMoments } from './centralMoments';
import { countedValue, type ColumnCounts, type NumericCounts } from './columnCounts';
import { countBelow, type EdgeCounts } from './countBelow';
import { extremesShown, extremeValues, type Extremes } from './extremes';
import { binCounts, chooseEdges, innerEdges } from './histogram';
import { medianDeviations } from './medianDeviation';
import { monotonicities } from './monotonicity';
import { orderStatistics, type OrderAnswer } from './orderStatistics';
import { isFloatingStorage, isNumericStorage } from '../sqlExpressions';

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
 * Moments, quantiles, median absolute deviation, histograms, box, ends and order of numeric columns, exact, by aggregates
 * alone.
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
  const values = columns.map(countedValue);
  const moments = await centralMoments(dataset, columns, signal);
  const orders = await orderStatistics(
    dataset,
    columns.map(({ numeric }, i) => ({
      value: values[i]!,
      count: numeric!.finite,
      probabilities,
      ends: extremesShown,
    })),
    signal,
  );
  const deviations = await medianDeviations(
    dataset,
    orders.map(({ quantiles }, i) => {
      const at = (position: number): number | null => quantiles[position] ?? null;
      return {
        value: values[i]!,
        count: columns[i]!.numeric!.finite,
        quartiles: [at(firstQuartile), at(median), at(thirdQuartile)] as const,
      };
    }),
    signal,
  );
  const shapes = await shapesOf(dataset, columns, moments, orders, classLabel, signal);
  const extremes = await extremeValues(
    dataset,
    orders.map(({ lowest, highest }, i) => ({ value: values[i]!, lowest, highest })),
    signal,
  );
  const orderings = await monotonicities(dataset, values, signal);
  return columns.map((counts, i) => {
    const order = orders[i]!;
    const own = { moments: moments[i]!, order, mad: deviations[i]!, shape: shapes[i]! };
    const along = { extremes: extremes[i]!, monotonic: orderings[i]! };
    return {
      summary: summarise(counts.numeric!, { ...own, ...along }),
      moments: moments[i]!,
      distinct: order.distinct,
      perClass: shapes[i]!.perClass,
    };
  });
}

/** How the values of a column spread over its range. */
interface Shape {
  readonly histogram: Histogram | null;
  readonly histograms: NumericSummary['histograms'];
  readonly box: BoxSummary | null;
  readonly perClass: ReadonlyMap<string, readonly number[]> | null;
}

const shapeless: Shape = { histogram: null, histograms: [], box: null, perClass: null };

interface ShapePlan {
  readonly numbers: FiveNumbers;
  readonly edges: readonly number[];
  readonly ruled: readonly RuledEdges[];
}

async function shapesOf(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  moments: readonly (CentralMoments | null)[],
  orders: readonly OrderAnswer[],
  classLabel: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Shape[]> {
  const plans = columns.flatMap((counts, i) => {
    const plan = planOf(counts, moments[i]!, orders[i]!);
    return plan === null ? [] : [{ ...plan, index: i, value: countedValue(counts) }];
  });
  const counted = await countBelow(
    dataset,
    plans.map(({ value, numbers, edges, ruled }) => {
      const { lower, beyondUpper } = fencesOf(numbers);
      const inner = [edges, ...ruled.map((own) => own.edges)].flatMap(innerEdges);
      return { value, edges: [...inner, lower, beyondUpper] };
    }),
    { signal },
  );
  const byClass =
    classLabel === undefined
      ? null
      : await countBelow(
          dataset,
          plans.map(({ value, edges }) => ({ value, edges: innerEdges(edges) })),
          { group: classLabel, signal },
        );
  const boxes = await boxSummaries(
    dataset,
    plans.map(({ value, numbers }, p) => ({ value, numbers, counts: counted[p]![0]! })),
    signal,
  );
  const shapes = columns.map(() => shapeless);
  plans.forEach(({ index, edges, ruled }, p) => {
    const all = counted[p]![0]!;
    shapes[index] = {
      histogram: { edges, counts: binCounts(edges, all) },
      histograms: ruled.map((own) => ({ ...own, counts: binCounts(own.edges, all) })),
      box: boxes[p]!,
      perClass: byClass === null ? null : countsPerClass(edges, byClass[p]!),
    };
  });
  return shapes;
}

function countsPerClass(
  edges: readonly number[],
  classes: readonly EdgeCounts[],
): Map<string, readonly number[]> {
  return new Map(
    classes.flatMap((own) => (own.group === null ? [] : [[own.group, binCounts(edges, own)]])),
  );
}

function planOf(
  { column, numeric }: ColumnCounts,
  moments: CentralMoments | null,
  { quantiles }: OrderAnswer,
): ShapePlan | null {
  const { finite: count, min, max } = numeric!;
  if (min === null || max === null) return null;
  const q1 = quantiles[firstQuartile] ?? min;
  const q3 = quantiles[thirdQuartile] ?? max;
  const whole = isNumericStorage(column.storageType) && !isFloatingStorage(column.storageType);
  const std = (moments?.std ?? Number.NaN) * Math.sqrt((count - 1) / count);
  return {
    numbers: { min, q1, median: quantiles[median] ?? min, q3, max },
    edges: chooseEdges({ count, min, max, q1, q3, integral: whole }),
    ruled: ruledEdges({ count, min, max, iqr: q3 - q1, std, integral: whole }),
  };
}

interface NumericParts {
  readonly moments: CentralMoments | null;
  readonly order: OrderAnswer;
  readonly mad: number | null;
  readonly shape: Shape;
  readonly extremes: Extremes;
  readonly monotonic: Monotonicity;
}

function summarise(counts: NumericCounts, parts: NumericParts): NumericSummary {
  const { moments, order, mad, shape, extremes, monotonic } = parts;
  const quantiles: Record<string, number | null> = {};
  probabilities.forEach((p, i) => (quantiles[String(p)] = order.quantiles[i] ?? null));
  const [q1, q3] = [quantiles['0.25'] ?? null, quantiles['0.75'] ?? null];
  const std = moments?.std ?? null;
  const reasons = reasonsOf(counts, moments);
  return {
    mean: moments?.mean ?? null,
    std,
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
    iqr: q1 === null || q3 === null ? null : finiteOrNull(q3 - q1),
    cv: moments === null || std === null ? null : finiteOrNull(std / moments.mean),
    histogram: shape.histogram,
    histograms: shape.histograms,
    box: shape.box,
    extremes,
    monotonic,
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
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
        'iqr',
        'cv',
        'histogram',
        'box',
      ].map((field) => [field, why]),
    );
  }
  if (moments === null) {
    const why = 'The values are so large that their sum is beyond the range of a double.';
    return { mean: why, std: why, sum: why, skewness: why, kurtosis: why, cv: why };
  }
  const reasons: Record<string, string> = {};
  if (moments.std === null) {
    reasons['std'] = 'A standard deviation needs at least two values.';
    reasons['cv'] = reasons['std'];
  } else if (moments.mean === 0) {
    reasons['cv'] = 'The mean is 0, so nothing can be relative to it.';
  }
  const flat = counts.min === counts.max;
  if (moments.skewness === null) {
    reasons['skewness'] = flat ? 'All values are equal.' : 'Skewness needs at least three values.';
  }
  if (moments.kurtosis === null) {
    reasons['kurtosis'] = flat ? 'All values are equal.' : 'Kurtosis needs at least four values.';
  }
  return reasons;
}
