import { kendallTauOf, orderValues, type OrderedValues } from '../../statistics/kendallTau';
import { mutualInformationOfCodes, type Codes } from '../../statistics/mutualInformationOfCodes';
import { correlationFromSums } from './correlationSums';
import type { MeasuredPair } from './listedPairs';
import { mapInTurns } from './mapInTurns';
import { createNumberSums } from './numberSums';
import { pairsOf } from './pairsOf';
import { quantileCodes } from './quantileCodes';
import { rankBlock, rankScratch, spearmanOf, type RankedNumber } from './rankedNumbers';

/** A number or an ordinal category with its ranks and its place among the shown columns. */
export interface OrderedColumn extends RankedNumber {
  readonly position: number;
  readonly isNumber: boolean;
}

/** A pair of ordered columns; `a` and `b` are their positions in the list of ordered columns. */
export interface OrderedPair extends MeasuredPair {
  readonly a: number;
  readonly b: number;
  readonly areNumbers: boolean;
}

/**
 * Correlation of the ranks of every pair, each column ranked among its own present values: Spearman's ρ where both are missing
 * in the same rows, close to it elsewhere.
 */
export function ownRankPairs(columns: readonly OrderedColumn[]): OrderedPair[] {
  const sums = createNumberSums(columns.length);
  if (columns.length > 1) sums.add(rankBlock(columns));
  return pairsOf(columns.length).map(([a, b]) => {
    const { value, n } = correlationFromSums(sums.pair(a, b));
    return { ...placed(columns[a]!, columns[b]!), a, b, value, n };
  });
}

/**
 * Spearman's ρ of the given pairs: those whose columns are missing in different rows are ranked anew among the rows they share.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function rerankedPairs(
  pairs: readonly OrderedPair[],
  columns: readonly OrderedColumn[],
  signal?: AbortSignal,
): Promise<MeasuredPair[]> {
  const rows = columns[0]?.ranks.length ?? 0;
  const scratch = rankScratch(rows);
  const rerank = (pair: OrderedPair): MeasuredPair => {
    const [x, y] = [columns[pair.a]!, columns[pair.b]!];
    if (x.gaps === y.gaps) return pair;
    const { value, n } = spearmanOf(x, y, scratch);
    return { i: pair.i, j: pair.j, value, n };
  };
  return mapInTurns(pairs, 20 * rows, rerank, signal);
}

/** Comparisons (rows · log₂ rows, times pairs) that Kendall's τ may take; about half a second. */
const mostComparisons = 2e8;
const fewestRows = 1000;

/**
 * Kendall's τ-b of the given pairs, on as many evenly drawn rows as can be afforded.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function kendallPairs(
  pairs: readonly OrderedPair[],
  columns: readonly OrderedColumn[],
  rows: number,
  signal?: AbortSignal,
): Promise<{ readonly pairs: MeasuredPair[]; readonly rows: number }> {
  const affordable = kendallRows(rows, pairs.length);
  const used: readonly OrderedValues[] =
    affordable < rows ? columns.map(({ ranks }) => everyFew(ranks, affordable)) : columns;
  const measured = await mapInTurns(
    pairs,
    60 * affordable,
    ({ i, j, a, b }) => {
      const { tau, n } = kendallTauOf(used[a]!, used[b]!);
      return { i, j, value: tau, n };
    },
    signal,
  );
  return { pairs: measured, rows: affordable };
}

function kendallRows(rows: number, pairs: number): number {
  let affordable = rows;
  while (affordable > fewestRows && pairs * affordable * Math.log2(affordable) > mostComparisons) {
    affordable = Math.max(fewestRows, Math.floor(affordable * 0.9));
  }
  return affordable;
}

/** The order of `count` evenly spaced rows. */
function everyFew(ranks: Uint32Array, count: number): OrderedValues {
  const values = Float64Array.from({ length: count }, (_, s) => {
    const rank = ranks[Math.floor((s * ranks.length) / count)]!;
    return rank === 0 ? NaN : rank;
  });
  return orderValues(values);
}

/** A column for {@link mutualInformationPairs}: codes, or a number to be cut into bins. */
export type InformedColumn = { readonly position: number } & (
  { readonly codes: Codes } | { readonly own: OrderedValues; readonly values: Float64Array }
);

/**
 * Normalised mutual information of every pair, and the largest standard error among them.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function mutualInformationPairs(
  columns: readonly InformedColumn[],
  signal?: AbortSignal,
): Promise<{ readonly pairs: MeasuredPair[]; readonly standardError: number }> {
  const coded = columns.map((column) =>
    'codes' in column ? column.codes : quantileCodes(column.values, column.own),
  );
  let standardError = 0;
  const rows = coded[0]?.codes.length ?? 0;
  const measure = ([a, b]: readonly [number, number]): MeasuredPair => {
    const result = mutualInformationOfCodes(coded[a]!, coded[b]!);
    standardError = Math.max(standardError, result.standardError ?? 0);
    const { i, j } = placed(columns[a]!, columns[b]!);
    return { i, j, value: result.normalized, n: result.n };
  };
  const pairs = await mapInTurns(pairsOf(columns.length), rows, measure, signal);
  return { pairs, standardError };
}

function placed(
  a: { readonly position: number; readonly isNumber?: boolean },
  b: { readonly position: number; readonly isNumber?: boolean },
): { readonly i: number; readonly j: number; readonly areNumbers: boolean } {
  return {
    i: Math.min(a.position, b.position),
    j: Math.max(a.position, b.position),
    areNumbers: a.isNumber === true && b.isNumber === true,
  };
}
