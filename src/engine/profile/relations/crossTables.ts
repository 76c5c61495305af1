import { cramersVBiasCorrected } from '../../statistics/cramersV';
import { pairsOf } from './pairsOf';

/** Contingency tables of every pair of categories that grow block by block; see {@link createCrossTables}. */
export interface CrossTables {
  /** `codes` per category: 1 … levels, or 0 where missing. */
  add(codes: readonly Uint8Array[], rows: number): void;
  /** Bias-corrected Cramér's V per pair, in the order of `pairsOf`. */
  associations(): Association[];
}

/** Strength of the relation of two categories; `null` where it does not exist. */
export interface Association {
  readonly value: number | null;
  readonly n: number;
}

/** Cells that the tables of all pairs together would have. */
export function crossCells(levels: readonly number[]): number {
  const total = levels.reduce((sum, own) => sum + own + 1, 0);
  const squares = levels.reduce((sum, own) => sum + (own + 1) ** 2, 0);
  return (total * total - squares) / 2;
}

/**
 * Counts of every pair of categories with these numbers of levels. Memory: 4 bytes a cell, see {@link crossCells}.
 *
 * **Missing values:** rows where either is missing are left out.
 */
export function createCrossTables(levels: readonly number[]): CrossTables {
  const pairs = pairsOf(levels.length);
  const tables = pairs.map(([a, b]) => new Uint32Array((levels[a]! + 1) * (levels[b]! + 1)));
  return {
    add(codes, rows) {
      pairs.forEach(([a, b], p) => {
        countPairs(codes[a]!, codes[b]!, rows, levels[b]! + 1, tables[p]!);
      });
    },
    associations: () => pairs.map(([a, b], p) => associationOf(tables[p]!, levels[a]!, levels[b]!)),
  };
}

/** Bias-corrected Cramér's V of every pair of categories whose rows are all at hand, one table at a time. */
export function crossAssociations(
  codes: readonly Uint8Array[],
  levels: readonly number[],
): Association[] {
  return pairsOf(levels.length).map(([a, b]) => {
    const counts = new Uint32Array((levels[a]! + 1) * (levels[b]! + 1));
    countPairs(codes[a]!, codes[b]!, codes[a]!.length, levels[b]! + 1, counts);
    return associationOf(counts, levels[a]!, levels[b]!);
  });
}

function countPairs(
  a: Uint8Array,
  b: Uint8Array,
  rows: number,
  width: number,
  counts: Uint32Array,
): void {
  for (let i = 0; i < rows; i++) counts[a[i]! * width + b[i]!]!++;
}

function associationOf(counts: Uint32Array, rowLevels: number, columnLevels: number): Association {
  const table: number[][] = [];
  let n = 0;
  for (let i = 1; i <= rowLevels; i++) {
    const start = i * (columnLevels + 1) + 1;
    const row = Array.from(counts.subarray(start, start + columnLevels));
    for (const count of row) n += count;
    table.push(row);
  }
  return { value: cramersVBiasCorrected(table), n };
}
