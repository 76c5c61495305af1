import { formatCount } from '../../../format/numbers';
import { throwIfCancelled, type CorrelationMeasure, type Correlations } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { listedPairs, mostListed, type MeasuredPair } from './listedPairs';
import {
  kendallPairs,
  mutualInformationPairs,
  ownRankPairs,
  rerankedPairs,
  type OrderedColumn,
  type OrderedPair,
} from './rankMeasures';
import { rankNumbers } from './rankedNumbers';
import {
  relatedColumns,
  type DistinctColumn,
  type RelatedCategory,
  type RelatedNumber,
} from './relatedColumns';
import { columnsPerScan, readRelatedRows } from './relatedRows';
import { createStreamedSums, sumsOfRows, type SumMeasures } from './sumMeasures';

export {
  isCategorical,
  mostLevels as correlatedLevels,
  type DistinctColumn,
} from './relatedColumns';

/** Options of {@link correlate}. */
export interface CorrelateOptions {
  /** Cells (rows × columns) that are held in memory; default five million. */
  readonly mostCells?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Rows of a sample at most: more would hardly narrow its error. */
const mostSampledRows = 100_000;
/** Rows × pairs that are ranked pair by pair, where two columns are missing in different rows. */
const mostReranked = 100_000_000;
const fewestRows = 1000;

/** Half width of a 95 % interval in standard errors. */
const interval = 1.96;

type Sample = NonNullable<CorrelationMeasure['sample']>;
type Pair = CorrelationMeasure['pairs'][number];

/**
 * Association of every pair of columns by seven measures: Pearson and Spearman for two numbers, Kendall also for ordinal codes,
 * bias-corrected Cramér's V for two categories, the correlation ratio for one of each, mutual information for any two, and one
 * mixed matrix. Of thousands of pairs the strongest are listed; see `listedPairs`.
 *
 * Pearson, Cramér and the correlation ratio are exact for up to 128 columns of any length: their sums grow while the rows pass
 * by. Ranks and bins need rows in memory: all of up to five million cells, else a stated sample; so do all measures of more than
 * 128 columns.
 *
 * **Missing values:** omitted pairwise; infinities count as missing.
 *
 * @param dataset the opened data set
 * @param columns counted columns, in file order
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function correlate(
  dataset: Dataset,
  columns: readonly DistinctColumn[],
  { mostCells = 5_000_000, signal }: CorrelateOptions = {},
): Promise<Correlations> {
  const related = await relatedColumns(dataset, columns, signal);
  const { numbers, categories, leftOut } = related;
  const shown = [...numbers, ...categories].sort(
    (a, b) => a.counts.column.index - b.counts.column.index,
  );
  if (shown.length < 2) return { columns: [], measures: [] };
  const place = {
    numbers: numbers.map((number) => shown.indexOf(number)),
    categories: categories.map((category) => shown.indexOf(category)),
  };
  const total = dataset.info.sampledRows;
  const wanted = rowsInMemory(total, Math.floor(mostCells / shown.length), numbers);
  const streamed =
    wanted < total && shown.length <= columnsPerScan
      ? createStreamedSums(numbers, categories)
      : null;
  const rows = await readRelatedRows(
    dataset,
    numbers,
    categories,
    wanted,
    streamed === null ? null : (block) => streamed.add(block),
    signal,
  );
  const sums = sumsOfRows(rows, numbers, categories, streamed, signal);
  const ranked = rankNumbers(rows.numbers);
  throwIfCancelled(signal);

  const ordered: readonly OrderedColumn[] = [
    ...ranked.map((own, i) => ({ ...own, position: place.numbers[i]!, isNumber: true })),
    ...orderedCategories(rows.codes, categories).map(({ c, values }) => ({
      ...rankNumbers([values])[0]!,
      position: place.categories[c]!,
      isNumber: false,
    })),
  ];
  const byRank = ownRankPairs(ordered);
  const rho = byRank.filter((pair) => pair.areNumbers);
  const spearman = await rerankedPairs(listedPairs(rho), ordered, signal);
  const kendall = await kendallPairs(listedPairs(byRank), ordered, rows.rows, signal);
  const information = await mutualInformationPairs(
    [
      ...ranked.map((own, i) => ({ own, values: rows.numbers[i]!, position: place.numbers[i]! })),
      ...categories.map(({ levels }, c) => ({
        codes: { codes: rows.codes[c]!, levels },
        position: place.categories[c]!,
      })),
    ],
    signal,
  );

  const inMemory = sampleOf(rows.rows, total, interval / Math.sqrt(rows.rows));
  const ofSums = streamed === null ? inMemory : undefined;
  const ofTables = streamed?.hasTables === true ? undefined : inMemory;
  const pearson = located(sums.pearson, place.numbers, place.numbers);
  const cramersV = located(sums.cramersV, place.categories, place.categories);
  const ratio = located(sums.correlationRatio, place.categories, place.numbers);
  const mixed = listedPairs<MeasuredPair | OrderedPair>([...rho, ...ratio, ...cramersV]);
  const mixedRho = await rerankedPairs(mixed.filter(isOrdered), ordered, signal);
  const exactRho = mixedRho.map(({ i, j, value, n }) => ({
    i,
    j,
    value: value === null ? null : Math.abs(value),
    n,
  }));
  return {
    columns: shown.map(({ counts }) => counts.column.name),
    measures: [
      measure('pearson', {
        definition: "Pearson's r, −1 to 1: straight-line relation.",
        pairs: pearson,
        sample: ofSums,
        leftOut: leftOut.numbers,
      }),
      measure('spearman', {
        definition: "Spearman's ρ, −1 to 1: relation of the ranks.",
        pairs: spearman,
        of: rho.length,
        sample: inMemory,
        leftOut: leftOut.numbers,
      }),
      measure('kendall', {
        definition:
          "Kendall's τ-b, −1 to 1: how many more pairs of rows two numbers or ordinal codes put in the same order than in opposite ones.",
        pairs: kendall.pairs,
        of: byRank.length,
        sample: sampleOf(kendall.rows, total, interval * Math.sqrt(2 / kendall.rows)),
        leftOut: leftOut.numbers,
      }),
      measure('cramersV', {
        definition: "Cramér's V, bias-corrected (Bergsma 2013), 0 to 1.",
        pairs: cramersV,
        sample: ofTables,
        leftOut: leftOut.categories,
      }),
      measure('correlationRatio', {
        definition:
          'Correlation ratio η, 0 to 1: share of the spread explained by the categories, as a square root.',
        pairs: ratio,
        sample: ofSums,
        leftOut: leftOut.categories,
      }),
      measure('mutualInformation', {
        definition:
          'Mutual information over the smaller entropy of the two, 0 to 1; numbers of more than ten values in ten quantile bins.',
        pairs: information.pairs,
        sample: sampleOf(rows.rows, total, interval * information.standardError),
        leftOut: leftOut.numbers + leftOut.categories,
      }),
      measure('mixed', {
        definition:
          "One matrix over all kinds, 0 to 1: |Spearman's ρ| of two numbers, the correlation ratio η of a category and a number, bias-corrected Cramér's V of two categories.",
        pairs: [...exactRho, ...mixed.filter((pair) => !isOrdered(pair))],
        of: rho.length + ratio.length + cramersV.length,
        sample: numbers.length < 2 ? (ofTables ?? ofSums) : inMemory,
        leftOut: leftOut.numbers + leftOut.categories,
      }),
    ],
  };
}

/** Rows to keep: all while they fit, else a sample; fewer where ranking pair by pair would take long. */
function rowsInMemory(total: number, fitting: number, numbers: readonly RelatedNumber[]): number {
  const incomplete = numbers.filter(({ counts }) => counts.numeric!.finite < counts.rows).length;
  const complete = numbers.length - incomplete;
  const reranked = incomplete * complete + (incomplete * (incomplete - 1)) / 2;
  const affordable = Math.min(
    fitting,
    Math.floor(mostReranked / Math.max(1, Math.min(reranked, mostListed))),
  );
  if (affordable >= total) return total;
  return Math.max(fewestRows, Math.min(affordable, mostSampledRows));
}

function sampleOf(rows: number, total: number, error: number): Sample | undefined {
  return rows < total ? { rows, error } : undefined;
}

/** Codes of the ordinal categories as numbers, NaN where missing. */
function orderedCategories(
  codes: readonly Uint8Array[],
  categories: readonly RelatedCategory[],
): { readonly c: number; readonly values: Float64Array }[] {
  return categories.flatMap(({ ordered }, c) =>
    ordered
      ? [{ c, values: Float64Array.from(codes[c]!, (code) => (code === 0 ? NaN : code)) }]
      : [],
  );
}

/** Pairs of positions in two lists as pairs of positions among the shown columns. */
function located(
  pairs: SumMeasures[keyof SumMeasures],
  first: readonly number[],
  second: readonly number[],
): MeasuredPair[] {
  return pairs.map(({ i, j, value, n }) => {
    const [a, b] = [first[i]!, second[j]!];
    return { i: Math.min(a, b), j: Math.max(a, b), value, n };
  });
}

function isOrdered(pair: MeasuredPair | OrderedPair): pair is OrderedPair {
  return 'areNumbers' in pair;
}

function measure(
  name: CorrelationMeasure['name'],
  {
    definition,
    pairs,
    of = pairs.length,
    sample,
    leftOut,
  }: {
    readonly definition: string;
    readonly pairs: readonly MeasuredPair[];
    readonly of?: number;
    readonly sample: Sample | undefined;
    readonly leftOut: string;
  },
): CorrelationMeasure {
  const listed = listedPairs(pairs);
  const omitted = of - listed.length;
  const sampled =
    sample === undefined
      ? ''
      : ` From a sample of ${formatCount(sample.rows)} rows (± ${sample.error.toFixed(3)}).`;
  const shortened =
    omitted === 0
      ? ''
      : ` The strongest ${formatCount(listed.length)} of ${formatCount(of)} pairs.`;
  return {
    name,
    definition: `${definition}${sampled}${shortened}${leftOut}`,
    ...(sample === undefined ? {} : { sample }),
    ...(omitted === 0 ? {} : { omitted }),
    pairs: listed.map(toPair).sort((a, b) => a.i - b.i || a.j - b.j),
  };
}

function toPair({ i, j, value, n }: MeasuredPair): Pair {
  if (value !== null) return { i, j, value, n };
  const reason =
    n < 2
      ? 'Fewer than two rows have both values.'
      : 'One of the columns is constant where both are present.';
  return { i, j, value, n, reason };
}
