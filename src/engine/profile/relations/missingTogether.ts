import type { ProfileResult } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import type { ColumnCounts } from '../columns/columnCounts';
import { queryAggregates } from '../queryBatch';
import { isPresent } from '../sqlExpressions';
import { pairsOf } from './pairsOf';

/** Two columns that are missing together more, or less, often than by chance. */
export type MissingPair = ProfileResult['missing']['cooccurrence'][number];

/** Columns that are missing in the same rows, as positions in a list of incomplete columns. */
export interface MissingPattern {
  readonly members: readonly number[];
  readonly count: number;
}

/** Columns that are compared at most, those with the most missing values. */
const mostColumns = 200;
/** The same where every pair must be counted by itself. */
const mostColumnsCounted = 60;
const mostPairs = 1000;
const leastPhi = 0.1;

/**
 * φ of the missing indicators of every pair of incomplete columns: (n·both − a·b) / √(a(n − a)b(n − b)), Pearson's r of two 0/1
 * variables. Pairs with |φ| ≥ 0.1, at most 1000, strongest first. Columns without any value have no φ.
 *
 * @param dataset the opened data set
 * @param incomplete columns with missing values
 * @param patterns all combinations of missing columns; `null` when there are too many, the pairs of the 60 columns with the most
 *   missing values are then counted in the SQL engine
 * @param signal cancels the query
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function missingTogether(
  dataset: Dataset,
  incomplete: readonly ColumnCounts[],
  patterns: readonly MissingPattern[] | null,
  signal?: AbortSignal,
): Promise<MissingPair[]> {
  const compared = incomplete
    .map(({ present, rows }, i) => ({ i, present, missing: rows - present }))
    .filter(({ present }) => present > 0)
    .sort((a, b) => b.missing - a.missing || a.i - b.i)
    .slice(0, patterns === null ? mostColumnsCounted : mostColumns)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
  const both =
    patterns === null
      ? await countedTogether(
          dataset,
          compared.map((i) => incomplete[i]!),
          signal,
        )
      : togetherIn(patterns, compared);
  const pairs = pairsOf(compared.length).map(([x, y], p): MissingPair => {
    const [a, b] = [incomplete[compared[x]!]!, incomplete[compared[y]!]!];
    return { a: a.column.name, b: b.column.name, both: both[p]!, phi: phiOf(a, b, both[p]!) };
  });
  return pairs
    .filter(({ phi }) => Math.abs(phi) >= leastPhi)
    .sort((a, b) => Math.abs(b.phi) - Math.abs(a.phi))
    .slice(0, mostPairs);
}

function phiOf(a: ColumnCounts, b: ColumnCounts, both: number): number {
  const n = a.rows;
  const [inA, inB] = [n - a.present, n - b.present];
  const scale = Math.sqrt(inA * a.present) * Math.sqrt(inB * b.present);
  return Math.max(-1, Math.min(1, (n * both - inA * inB) / scale));
}

/** Rows in which both columns of a pair are missing, in the order of `pairsOf`. */
function togetherIn(patterns: readonly MissingPattern[], compared: readonly number[]): number[] {
  const width = compared.length;
  const place = new Map(compared.map((i, at) => [i, at]));
  const counts = new Float64Array(width * width);
  for (const { members, count } of patterns) {
    const own = members.map((i) => place.get(i)).filter((at) => at !== undefined);
    own.forEach((a, k) => {
      for (let l = k + 1; l < own.length; l++) counts[a * width + own[l]!]! += count;
    });
  }
  return pairsOf(width).map(([x, y]) => counts[x * width + y]!);
}

async function countedTogether(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const flags = columns.map(({ column }, i) => `NOT ${isPresent(column)} AS m${i}`).join(', ');
  const counts = await queryAggregates(
    dataset,
    `(SELECT ${flags} FROM ${dataset.relation})`,
    pairsOf(columns.length).map(([x, y]) => `count_if(m${x} AND m${y})`),
    signal,
  );
  return counts.map((count) => count ?? 0);
}
