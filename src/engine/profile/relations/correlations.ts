import type { ColumnType, CorrelationMeasure, Correlations } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { correlationRatioFromSummaries } from '../../statistics/correlationRatio';
import { cramersVBiasCorrected } from '../../statistics/cramersV';
import { standardise } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { crossCounts } from '../target/contingency';
import {
  pairsOf,
  pearsonPairs,
  rankedRowsSentence,
  spearmanPairs,
  type CorrelatedPair,
} from './numericCorrelations';
import { queryEach } from '../queryBatch';
import { countOf, isPresent, numberOf, presentValue, textOf } from '../sqlExpressions';

/** Columns of each kind that enter the correlations at most, the first ones of the file. */
export const correlatedColumns = 60;
/** Levels a categorical column may have to enter the correlations. */
export const correlatedLevels = 100;

type Pair = CorrelationMeasure['pairs'][number];

/** A counted column with its number of distinct values. */
export interface DistinctColumn extends ColumnCounts {
  readonly distinct: number;
}

/** Whether the column is compared as categories. */
export function isCategorical(type: ColumnType): boolean {
  return type === 'categorical' || type === 'ordinal' || type === 'boolean';
}

/**
 * Association of every pair of columns: Pearson and Spearman for two numeric columns, bias-corrected Cramér's V for two
 * categorical ones, the correlation ratio for one of each. At most {@link correlatedColumns} columns of each kind.
 *
 * **Missing values:** omitted pairwise.
 *
 * @param dataset the opened data set
 * @param columns counted columns, in file order
 * @param maskOf per entry of `columns`; see `missingPatterns`
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function correlate(
  dataset: Dataset,
  columns: readonly DistinctColumn[],
  maskOf: readonly number[],
  signal?: AbortSignal,
): Promise<Correlations> {
  const all = columns.map((counts, i) => ({ counts, mask: maskOf[i]! }));
  const numeric = all.filter(({ counts }) => counts.column.type === 'numeric');
  const categorical = all.filter(
    ({ counts }) =>
      isCategorical(counts.column.type) &&
      counts.distinct > 1 &&
      counts.distinct <= correlatedLevels,
  );
  const numbers = numeric.slice(0, correlatedColumns);
  const categories = categorical.slice(0, correlatedColumns);
  const shown = [...numbers, ...categories].sort(
    (a, b) => a.counts.column.index - b.counts.column.index,
  );
  const position = new Map(shown.map(({ counts }, i) => [counts.column.index, i]));
  const counted = numbers.map(({ counts }) => counts);
  const levels = categories.map(({ counts }) => counts);
  const place = (list: readonly ColumnCounts[], pairs: readonly CorrelatedPair[]): Pair[] =>
    pairs.map((pair) => oriented(position, list[pair.i]!, list[pair.j]!, pair));

  const pearson = await pearsonPairs(dataset, counted, signal);
  const spearman = await spearmanPairs(
    dataset,
    counted,
    numbers.map(({ mask }) => mask),
    signal,
  );
  const cramer = await cramerPairs(dataset, levels, signal);
  const ratio = await ratioPairs(dataset, levels, counted, signal);
  const sampled = rankedRowsSentence(dataset.info.sampledRows, numbers.length);
  const limits = limitSentence(numeric.length, categorical.length);
  return {
    columns: shown.map(({ counts }) => counts.column.name),
    measures: [
      {
        name: 'pearson',
        definition: `Pearson's r, −1 to 1: straight-line relation.${limits.numeric}`,
        pairs: place(counted, pearson),
      },
      {
        name: 'spearman',
        definition: `Spearman's ρ, −1 to 1: relation of the ranks.${sampled}${limits.numeric}`,
        pairs: place(counted, spearman),
      },
      {
        name: 'cramersV',
        definition: `Cramér's V, bias-corrected, 0 to 1.${limits.categorical}`,
        pairs: place(levels, cramer),
      },
      {
        name: 'correlationRatio',
        definition: `Correlation ratio η, 0 to 1: share of the spread explained by the categories, as a square root.${limits.categorical}`,
        pairs: ratio.map(({ category, number, ...pair }) =>
          oriented(position, category, number, pair),
        ),
      },
    ],
  };
}

function limitSentence(
  numeric: number,
  categorical: number,
): { numeric: string; categorical: string } {
  const cap = (count: number, kind: string): string =>
    count > correlatedColumns ? ` The first ${correlatedColumns} of ${count} ${kind} columns.` : '';
  return {
    numeric: cap(numeric, 'numeric'),
    categorical: `${cap(categorical, 'categorical')} Columns with at most ${correlatedLevels} levels.`,
  };
}

type Measured = Pick<Pair, 'value' | 'n' | 'reason'>;

function oriented(
  position: ReadonlyMap<number, number>,
  first: ColumnCounts,
  second: ColumnCounts,
  { value, n, reason }: Measured,
): Pair {
  const a = position.get(first.column.index)!;
  const b = position.get(second.column.index)!;
  const place = a < b ? { i: a, j: b } : { i: b, j: a };
  return { ...place, value, n, ...(reason === undefined ? {} : { reason }) };
}

async function cramerPairs(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal: AbortSignal | undefined,
): Promise<CorrelatedPair[]> {
  const pairs = pairsOf(columns.length);
  const tables = await crossCounts(
    dataset,
    pairs.map(([i, j]) => [columns[i]!.column, columns[j]!.column] as const),
    signal,
  );
  return pairs.map(([i, j], p) => {
    const counts = tables[p]?.counts ?? [];
    const n = counts.flat().reduce((sum, count) => sum + count, 0);
    const value = cramersVBiasCorrected(counts);
    if (value !== null) return { i, j, value, n };
    return {
      i,
      j,
      value,
      n,
      reason: 'One of the columns has a single level where both are present.',
    };
  });
}

interface RatioPair extends Measured {
  readonly category: ColumnCounts;
  readonly number: ColumnCounts;
}

/** η of each category with each number, from the group summaries of the centred and scaled numbers. */
async function ratioPairs(
  dataset: Dataset,
  categories: readonly ColumnCounts[],
  numbers: readonly ColumnCounts[],
  signal: AbortSignal | undefined,
): Promise<RatioPair[]> {
  const measured = numbers.flatMap((number) => {
    const standard = standardise(number);
    return standard === null ? [] : [{ number, value: standard.value }];
  });
  if (measured.length === 0) return [];
  const inner = measured.map(({ value }, i) => `${value} AS z${i}`).join(', ');
  const sums = measured
    .map((_, i) => `count(z${i}) AS n${i}, fsum(z${i}) AS s${i}, fsum(z${i} * z${i}) AS q${i}`)
    .join(', ');
  const answers = await queryEach(
    dataset,
    categories,
    ({ column }, k) => `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, ${sums}
      FROM (SELECT ${presentValue(column)} AS g, ${inner} FROM ${dataset.relation} WHERE ${isPresent(column)}) GROUP BY g`,
    signal,
  );
  // Groups come in any order; sums over them are taken in one, so that every run gives the same digits.
  for (const groups of answers)
    groups.sort((a, b) => ((textOf(a, 'g') ?? '') < (textOf(b, 'g') ?? '') ? -1 : 1));
  return categories.flatMap((category, c) =>
    measured.map(({ number }, i) => {
      const groups = answers[c]!.map((row) => {
        const count = countOf(row, `n${i}`);
        const mean = count === 0 ? 0 : (numberOf(row, `s${i}`) ?? 0) / count;
        const squares = numberOf(row, `q${i}`) ?? 0;
        return { count, mean, sumOfSquares: Math.max(0, squares - count * mean * mean) };
      });
      const n = groups.reduce((total, { count }) => total + count, 0);
      const value = correlationRatioFromSummaries(groups);
      const reason = 'Fewer than two groups, or no spread, where both are present.';
      return { category, number, value, n, ...(value === null ? { reason } : {}) };
    }),
  );
}
