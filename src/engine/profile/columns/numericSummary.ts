import type { BoxSummary, Histogram, Monotonicity, NumericSummary } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { ruledEdges, type RuledEdges } from './binRules';
import { boxSummary, type FiveNumbers } from './boxes';
import { centralMoments, type CentralMoments } from './centralMoments';
import { countedValue, type ColumnCounts, type NumericCounts } from './columnCounts';
import { countBelow } from './countBelow';
import { nextDouble } from './doubles';
import { extremesShown, extremeValues, type Extremes } from './extremes';
import { binCounts, chooseEdges, differences, innerEdges } from './histogram';
import { monotonicities } from './monotonicity';
import { orderColumns, type OrderedColumn } from './orderedColumn';
import { distinctEnds, medianDeviation, quantiles } from './orderStatistics';
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
 * @param classes column of class labels; when given, each histogram is also counted per class
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeNumeric(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  classes?: DatasetColumn,
  signal?: AbortSignal,
): Promise<NumericDescription[]> {
  const values = columns.map(countedValue);
  const moments = await centralMoments(dataset, columns, signal);
  const orders = await orderColumns(
    dataset,
    columns.map((counts, i) => ({
      value: values[i]!,
      count: counts.numeric!.finite,
      distinctAtMost: possibleValues(counts),
    })),
    (ordered, i) => describeOrder(ordered, columns[i]!, moments[i]!),
    { signal },
  );
  const perClass =
    classes === undefined ? null : await countClasses(dataset, values, orders, classes, signal);
  const extremes = await extremeValues(
    dataset,
    orders.map(({ lowest, highest }, i) => ({ value: values[i]!, lowest, highest })),
    { signal },
  );
  const orderings = await monotonicities(dataset, values, signal);
  return columns.map(({ numeric }, i) => ({
    summary: summarise(numeric!, {
      moments: moments[i]!,
      order: orders[i]!,
      extremes: extremes[i]!,
      monotonic: orderings[i]!,
    }),
    moments: moments[i]!,
    distinct: orders[i]!.distinct,
    perClass: perClass?.[i] ?? null,
  }));
}

/** What the order of a column's values tells. */
interface Order {
  readonly distinct: number;
  readonly zeros: number;
  readonly negatives: number;
  readonly quantiles: readonly (number | null)[];
  readonly mad: number | null;
  /** The smallest and the largest distinct values. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
  readonly histogram: Histogram | null;
  readonly histograms: NumericSummary['histograms'];
  readonly box: BoxSummary | null;
}

async function describeOrder(
  ordered: OrderedColumn,
  counts: ColumnCounts,
  moments: CentralMoments | null,
): Promise<Order> {
  const known = await quantiles(ordered, probabilities);
  const [negatives, notPositive] = (await ordered.below([0, nextDouble(0)])) as [number, number];
  const shape = shapeOf(counts, moments, known);
  const histogram = async (edges: readonly number[]): Promise<number[]> =>
    differences(await ordered.below(innerEdges(edges)), ordered.count);
  return {
    distinct: ordered.distinct,
    zeros: notPositive - negatives,
    negatives,
    quantiles: known,
    mad: await medianDeviation(ordered, known[median] ?? 0),
    ...(await distinctEnds(ordered, extremesShown)),
    histogram: shape === null ? null : { edges: shape.edges, counts: await histogram(shape.edges) },
    histograms: await Promise.all(
      (shape?.ruled ?? []).map(async (own) => ({ ...own, counts: await histogram(own.edges) })),
    ),
    box: shape === null ? null : await boxSummary(ordered, shape.numbers),
  };
}

async function countClasses(
  dataset: Dataset,
  values: readonly string[],
  orders: readonly Order[],
  classes: DatasetColumn,
  signal: AbortSignal | undefined,
): Promise<(ReadonlyMap<string, readonly number[]> | null)[]> {
  const plans = orders.flatMap(({ histogram }, i) =>
    histogram === null ? [] : [{ i, value: values[i]!, histogram }],
  );
  const counted = await countBelow(
    dataset,
    plans.map(({ value, histogram }) => ({ value, edges: innerEdges(histogram.edges) })),
    { group: classes, signal },
  );
  const found = new Map(
    plans.map(({ i, histogram: { edges } }, p) => {
      const perClass = counted[p]!.flatMap((own) =>
        own.group === null ? [] : [[own.group, binCounts(edges, own)] as const],
      );
      return [i, new Map(perClass)];
    }),
  );
  return orders.map((_, i) => found.get(i) ?? null);
}

interface Shape {
  readonly numbers: FiveNumbers;
  readonly edges: readonly number[];
  readonly ruled: readonly RuledEdges[];
}

function shapeOf(
  { column, numeric }: ColumnCounts,
  moments: CentralMoments | null,
  known: readonly (number | null)[],
): Shape | null {
  const { finite: count, min, max } = numeric!;
  if (min === null || max === null) return null;
  const q1 = known[firstQuartile] ?? min;
  const q3 = known[thirdQuartile] ?? max;
  const whole = isWhole(column);
  const std = (moments?.std ?? Number.NaN) * Math.sqrt((count - 1) / count);
  return {
    numbers: { min, q1, median: known[median] ?? min, q3, max },
    edges: chooseEdges({ count, min, max, q1, q3, integral: whole }),
    ruled: ruledEdges({ count, min, max, iqr: q3 - q1, std, integral: whole }),
  };
}

function isWhole({ storageType }: ColumnCounts['column']): boolean {
  return isNumericStorage(storageType) && !isFloatingStorage(storageType);
}

/** How many different values fit between the ends of a column of whole numbers. */
function possibleValues({ column, numeric }: ColumnCounts): number {
  const { min, max } = numeric!;
  return isWhole(column) && min !== null && max !== null ? max - min + 1 : Infinity;
}

interface NumericParts {
  readonly moments: CentralMoments | null;
  readonly order: Order;
  readonly extremes: Extremes;
  readonly monotonic: Monotonicity;
}

function summarise(counts: NumericCounts, parts: NumericParts): NumericSummary {
  const { moments, order, extremes, monotonic } = parts;
  const { mad, zeros, negatives, histogram, histograms, box } = order;
  const named = probabilities.map((p, i) => [String(p), order.quantiles[i] ?? null] as const);
  const [q1 = null, q3 = null] = [order.quantiles[firstQuartile], order.quantiles[thirdQuartile]];
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
    zeros,
    negatives,
    infinite: counts.infinite,
    quantiles: Object.fromEntries(named),
    iqr: q1 === null || q3 === null ? null : finiteOrNull(q3 - q1),
    cv: moments === null || std === null ? null : finiteOrNull(std / moments.mean),
    histogram,
    histograms,
    box,
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
