import type { Both, ColumnComparison } from '../../protocol';
import { chooseEdges, innerEdges } from '../profile/columns/histogram';
import { countedQuantile, walkTogether, type CountedValues } from '../statistics/countedValues';
import { kolmogorovSmirnov } from '../statistics/kolmogorovSmirnov';
import { populationStabilityIndex } from '../statistics/populationStabilityIndex';
import { wassersteinDistance } from '../statistics/wassersteinDistance';
import type { SampleFacts, SamplePair } from './readSamples';

/** What is known about the difference of a column before the corrections over all columns. */
export type Difference = Pick<
  ColumnComparison,
  | 'mean'
  | 'std'
  | 'median'
  | 'histogram'
  | 'levels'
  | 'newLevels'
  | 'lostLevels'
  | 'psi'
  | 'distance'
  | 'reasons'
> & {
  readonly test: Omit<ColumnComparison['test'], 'pAdjusted'>;
  readonly distinct: Both<number>;
};

/** Bins of the reference that the population stability index is summed over. */
const psiBins = 10;

/**
 * Compares the distributions of a column of numbers: Kolmogorov–Smirnov, Wasserstein distance in standard deviations (ddof 1) of
 * the reference, and the population stability index over ten quantile bins of the reference, open at both ends, each with its
 * upper edge; missing values are a bin of their own.
 *
 * @param pair values of both
 * @param missing rows without a value
 * @param integral whether all values are whole numbers
 */
export function compareNumbers(
  { samples, within, facts }: SamplePair,
  missing: Both<number>,
  integral: boolean,
): Difference {
  const { reference, current } = samples;
  const ks = kolmogorovSmirnov(reference, current);
  const area = wassersteinDistance(reference, current, within);
  const described = facts ?? { reference: factsOf(reference), current: factsOf(current) };
  const { std } = described.reference;
  const distance = area === null || std === null || std === 0 ? null : finite(area / std);
  const histogram = commonHistogram(samples, integral);
  const reasons = {
    ...(ks.statistic === null ? { 'test.statistic': ks.reasons!['statistic']! } : {}),
    ...(distance !== null
      ? {}
      : {
          'distance.value':
            area === null
              ? 'One of the data sets has no value.'
              : 'The reference has no spread to measure the distance in, or one beyond a double.',
        }),
    ...(within === 'at' ? {} : gridReasons(samples)),
  };
  return {
    mean: { reference: described.reference.mean, current: described.current.mean },
    std: { reference: described.reference.std, current: described.current.std },
    median: { reference: quantileOf(reference, 0.5), current: quantileOf(current, 0.5) },
    ...(histogram === null ? {} : { histogram }),
    psi: stabilityIndex(samples, missing),
    distance: { name: 'wasserstein', value: distance },
    test: {
      name: 'kolmogorov-smirnov',
      statistic: ks.statistic,
      pValue: ks.pValue,
      exact: ks.exact,
    },
    distinct: { reference: described.reference.distinct, current: described.current.distinct },
    ...(Object.keys(reasons).length === 0 ? {} : { reasons }),
  };
}

function gridReasons({ reference, current }: Both<CountedValues>): Record<string, string> {
  const bins = reference.values.length.toLocaleString('en-US');
  const error = statisticError(reference, current);
  return {
    'test.statistic': `From counts over ${bins} bins; the true statistic is at most ${error.toPrecision(2)} larger.`,
    'distance.value': `From counts over ${bins} bins, values spread evenly within each.`,
    median: `The upper edge of one of ${bins} bins.`,
    distinct: 'Estimated, to about 2 %.',
  };
}

/** How far the distribution functions may part inside a bin beyond what they do at the edges. */
function statisticError(reference: CountedValues, current: CountedValues): number {
  let before = 0;
  let reached = 0;
  let possible = 0;
  let last = { below: 0, belowCurrent: 0 };
  walkTogether(reference, current, (_value, below, belowCurrent) => {
    const rise = (below - last.below) / reference.n;
    const currentRise = (belowCurrent - last.belowCurrent) / current.n;
    const gap = belowCurrent / current.n - below / reference.n;
    reached = Math.max(reached, Math.abs(gap));
    const highest = Math.min(before + currentRise, gap + rise);
    const lowest = Math.max(before - rise, gap - currentRise);
    possible = Math.max(possible, highest, -lowest);
    before = gap;
    last = { below, belowCurrent };
  });
  return Math.max(0, possible - reached);
}

/** A quantile; `null` where the range of the values is beyond a double. */
function quantileOf(sample: CountedValues, q: number): number | null {
  return finite(countedQuantile(sample, q));
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function distinctOf({ values, counts }: CountedValues): number {
  if (counts !== null) return counts.reduce((sum, count) => sum + Math.sign(count), 0);
  let distinct = 0;
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) distinct++;
  return distinct;
}

function factsOf(sample: CountedValues): SampleFacts {
  const { values, counts, n } = sample;
  const distinct = distinctOf(sample);
  if (n === 0) return { mean: null, std: null, distinct };
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * (counts?.[i] ?? 1);
  const mean = sum / n;
  if (!Number.isFinite(mean)) return { mean: null, std: null, distinct };
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2 * (counts?.[i] ?? 1);
  const std = n < 2 ? null : Math.sqrt(squares / (n - 1));
  return { mean, std: std !== null && Number.isFinite(std) ? std : null, distinct };
}

function stabilityIndex(
  { reference, current }: Both<CountedValues>,
  missing: Both<number>,
): number | null {
  const edges = [
    ...new Set(
      Array.from({ length: psiBins - 1 }, (_, i) => quantileOf(reference, (i + 1) / psiBins)),
    ),
  ].filter((edge) => edge !== null);
  const cells = (sample: CountedValues, without: number): number[] => [
    ...countsBetween(sample, [...edges, Infinity], (value, edge) => value <= edge),
    without,
  ];
  return populationStabilityIndex(
    cells(reference, missing.reference),
    cells(current, missing.current),
  );
}

/** Counts over the same bins for both, chosen for both together; a bin has its lower edge, the last one its upper one too. */
function commonHistogram(
  { reference, current }: Both<CountedValues>,
  integral: boolean,
): NonNullable<ColumnComparison['histogram']> | null {
  const quantiles = (q: number): number[] =>
    [reference, current].map((sample) => quantileOf(sample, q)).filter((v) => v !== null);
  const ends = { min: Math.min(...quantiles(0)), max: Math.max(...quantiles(1)) };
  if (!Number.isFinite(ends.max - ends.min)) return null;
  const edges = chooseEdges({
    count: reference.n + current.n,
    ...ends,
    q1: Math.min(...quantiles(0.25)),
    q3: Math.max(...quantiles(0.75)),
    integral,
  });
  const counts = (sample: CountedValues): number[] =>
    countsBetween(sample, [...innerEdges(edges), Infinity], (value, edge) => value < edge);
  return { edges, reference: counts(reference), current: counts(current) };
}

/** How many values belong to each edge and to none before it. */
function countsBetween(
  { values, counts }: CountedValues,
  edges: readonly number[],
  belongs: (value: number, edge: number) => boolean,
): number[] {
  let i = 0;
  return edges.map((edge) => {
    let count = 0;
    for (; i < values.length && belongs(values[i]!, edge); i++) count += counts?.[i] ?? 1;
    return count;
  });
}
